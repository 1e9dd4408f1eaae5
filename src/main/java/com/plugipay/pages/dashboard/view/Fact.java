package com.plugipay.pages.dashboard.view;

/** What is known of an object. */
public record Fact(String label, Cell value) {}
