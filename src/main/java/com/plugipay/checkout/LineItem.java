package com.plugipay.checkout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** An item that is paid for; {@code unitAmount} is in minor units. */
public record LineItem(
        @Size(min = 1, max = 200) String name,
        @Min(1) @Max(1_000_000) int quantity,
        @Min(0) @Max(1_000_000_000_000L) long unitAmount) {

    /** The price of all units. Cannot overflow, because both factors are limited; the sum of many items can. */
    public long amount() {
        return quantity * unitAmount;
    }
}
