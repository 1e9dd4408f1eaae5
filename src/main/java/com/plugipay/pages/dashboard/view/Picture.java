package com.plugipay.pages.dashboard.view;

/** A picture, which leads to itself in full size. */
public record Picture(String source, String text) {}
