package com.plugipay.giftcards;

import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * More money for a gift card.
 *
 * @param amount what is added to its balance, in minor units
 * @param externalSource where the reason comes from, such as a shop system
 * @param externalRef the reason there, such as the number of an order: the same pair tops up once
 * @param note a text for the merchant
 */
public record TopUpInput(
        @Min(1) @Max(Currencies.LARGEST_AMOUNT) long amount,
        @Size(min = 1, max = 64) String externalSource,
        @Size(min = 1, max = 255) String externalRef,
        @Size(max = 500) @Nullable String note) {}
