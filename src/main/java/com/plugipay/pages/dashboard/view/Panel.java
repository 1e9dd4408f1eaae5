package com.plugipay.pages.dashboard.view;

/** A part of a page. */
public record Panel(String title, Table table) {}
