package com.plugipay.checkout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** Something that is paid for; the amount in minor units. */
public record LineItem(
        @Size(min = 1, max = 200) String name,
        @Min(1) @Max(1_000_000) int quantity,
        @Min(0) @Max(1_000_000_000_000L) long unitAmount) {

    /** Cannot overflow: the limits of the two factors see to that. The sum of many can. */
    long amount() {
        return quantity * unitAmount;
    }
}
