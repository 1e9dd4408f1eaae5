package com.plugipay.pages.dashboard.view;

import org.jspecify.annotations.Nullable;

/**
 * What happened to an object.
 *
 * @param text by whom or why; empty for nothing
 * @param href where more is said; null for nowhere
 */
public record Moment(
        Cell time, String title, String text, @Nullable String href) {}
