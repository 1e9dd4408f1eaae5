package com.plugipay.billing.invoices;

import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** A line of a new invoice; {@code unitAmount} is in minor units. */
public record InvoiceLineInput(
        @Size(min = 1, max = 500) String description,
        @Min(1) @Max(1_000_000) int quantity,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) long unitAmount) {

    /** The amount of all units. Cannot overflow, because both factors are limited; the sum of many lines can. */
    long amount() {
        return quantity * unitAmount;
    }
}
