package com.plugipay.sandbox.paypal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money given back, always at once.
 *
 * @param total what was given back of the capture up to and with this one
 * @param reversal whether PayPal took it, not the merchant gave it
 */
public record PayPalRefund(
        String id,
        Capture capture,
        Amount amount,
        Amount total,
        @Nullable String invoiceId,
        @Nullable String customId,
        @Nullable String note,
        boolean reversal,
        Instant createdAt) {

    /** A capture and its refunds know each other; only one of them may tell. */
    @Override
    public String toString() {
        return "PayPalRefund[id=" + id + ", amount=" + amount + "]";
    }
}
