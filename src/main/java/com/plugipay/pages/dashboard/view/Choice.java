package com.plugipay.pages.dashboard.view;

/** A value that can be chosen. */
public record Choice(String value, String label) {}
