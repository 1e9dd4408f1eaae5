package com.plugipay.pages.dashboard.view;

/** A picture, which leads to itself in full size. */
public record ShownPicture(String source, String text) {}
