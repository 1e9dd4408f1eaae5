package com.plugipay.payments;

import org.jspecify.annotations.Nullable;

/**
 * The provider's fee for a payment.
 *
 * @param amount in the payment's currency and minor unit; null while it is unknown
 */
public record Fee(@Nullable Long amount, Payment.FeeStatus status) {
    public static final Fee UNKNOWN = new Fee(null, Payment.FeeStatus.UNKNOWN);

    public static Fee exact(long amount) {
        return new Fee(amount, Payment.FeeStatus.EXACT);
    }

    public static Fee estimated(long amount) {
        return new Fee(amount, Payment.FeeStatus.ESTIMATED);
    }
}
