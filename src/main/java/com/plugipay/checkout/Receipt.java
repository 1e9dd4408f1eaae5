package com.plugipay.checkout;

import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receipt of a paid session. */
public record Receipt(
        String sessionId,
        String paymentId,
        String merchantName,
        long amount,
        String currency,
        @Nullable String description,
        List<LineItem> lineItems,
        PaymentMethod paymentMethod,
        @Nullable String reference,
        Instant paidAt) {

    static Receipt of(CheckoutSession session, Payment payment, String merchantName) {
        Instant paidAt = payment.succeededAt();
        return new Receipt(
                session.id(),
                payment.id(),
                merchantName,
                payment.amount(),
                payment.currency(),
                session.description(),
                session.lineItems(),
                payment.paymentMethod(),
                payment.providerReference(),
                paidAt == null ? payment.updatedAt() : paidAt);
    }
}
