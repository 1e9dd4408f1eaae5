package com.plugipay.pages.dashboard.view;

/** A file to download, or another page. */
public record FileLink(String name, String address) {}
