package com.plugipay.pages.dashboard.home;

import org.jspecify.annotations.Nullable;

/**
 * What waits for a person.
 *
 * @param href the list of it; null where no page shows it
 * @param icon that of the list
 */
public record Need(String text, String hint, @Nullable String href, String icon, long number) {}
