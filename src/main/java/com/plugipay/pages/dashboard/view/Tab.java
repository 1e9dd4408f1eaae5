package com.plugipay.pages.dashboard.view;

/** A link to a part of a list, or to all of it. */
public record Tab(String label, String href, boolean isCurrent) {}
