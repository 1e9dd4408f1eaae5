package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.accounts.AmountLimits;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as its buyer sees it.
 *
 * @param latest the attempt that is under way, else the newest
 * @param methods by which the session can be paid now
 * @param storable those of them that are stored with the payment unless the buyer declines
 * @param stored the stored payment methods with which the buyer can pay
 * @param payment that of a session which is paid; null before, and for a setup
 * @param receiptToken the random part of the address of the receipt of that payment
 * @param limits the amounts that the provider of {@code latest} accepts; null when there is no attempt
 */
public record CheckoutSnapshot(
        CheckoutSession session,
        String merchantName,
        Optional<Attempt> latest,
        List<Method> methods,
        List<Method> storable,
        List<StoredPaymentMethod> stored,
        @Nullable AmountLimits limits,
        @Nullable Payment payment,
        @Nullable String receiptToken) {

    /** The attempt that may still be paid. */
    public Optional<Attempt> attemptUnderWay() {
        return latest.filter(Attempt::isUnderWay);
    }

    /** The failure code of the newest attempt, which may be under way again at the provider's page. */
    public Optional<String> lastFailure() {
        return latest.map(Attempt::failureCode);
    }
}
