package com.plugipay.giftcards;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The end of a gift card.
 *
 * @param note why, for the merchant
 */
public record VoidInput(@Size(max = 500) @Nullable String note) {}
