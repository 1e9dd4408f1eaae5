package com.plugipay.pages.dashboard.home;

import org.jspecify.annotations.Nullable;

/**
 * A step to the first live payment.
 *
 * @param href where it is done; null where no page does it
 * @param isDone whether it was done
 */
public record FirstStep(String text, String hint, @Nullable String href, boolean isDone) {}
