package com.plugipay.billing.plans;

import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * A range of quantities with a price of its own, which begins after the end of the tier before it.
 *
 * @param unitAmount for each unit, in minor units
 * @param flatAmount once for the whole tier if it is reached, in minor units
 */
public record PriceTier(
        TierEnd upTo,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) long unitAmount,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long flatAmount) {}
