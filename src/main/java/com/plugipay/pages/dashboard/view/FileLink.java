package com.plugipay.pages.dashboard.view;

/** A file to download. */
public record FileLink(String name, String address) {}
