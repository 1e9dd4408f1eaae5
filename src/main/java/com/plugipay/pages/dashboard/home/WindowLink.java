package com.plugipay.pages.dashboard.home;

/** A window that the page can show. */
public record WindowLink(String text, String label, String href, boolean isShown) {}
