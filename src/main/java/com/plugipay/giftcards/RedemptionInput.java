package com.plugipay.giftcards;

import com.plugipay.model.Ids;
import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A use of a gift card.
 *
 * @param amount what is taken from its balance, in minor units
 * @param externalSource where the reason comes from, such as a shop system
 * @param externalRef the reason there, such as the number of an order: the same pair redeems once
 * @param checkoutSessionId the checkout session that it pays for, in the currency of the card
 * @param note a text for the merchant
 */
public record RedemptionInput(
        @Min(1) @Max(Currencies.LARGEST_AMOUNT) long amount,
        @Size(min = 1, max = 64) String externalSource,
        @Size(min = 1, max = 255) String externalRef,

        @Size(max = Ids.LONGEST) @Nullable String checkoutSessionId,

        @Size(max = 500) @Nullable String note) {}
