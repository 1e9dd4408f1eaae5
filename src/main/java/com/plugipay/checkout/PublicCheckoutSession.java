package com.plugipay.checkout;

import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer may know of a session: nothing of the customer, of the merchant's metadata or of fees.
 *
 * @param methods by which it can be paid now
 * @param paymentPending whether a payment is on its way
 * @param nextAction what the buyer has to do, once a method is chosen
 */
public record PublicCheckoutSession(
        String id,
        CheckoutSession.Status status,
        long amount,
        String currency,
        @Nullable String description,
        List<LineItem> lineItems,
        List<Method> methods,
        @Nullable Method paymentMethod,
        boolean paymentPending,
        @Nullable NextAction nextAction,
        String successUrl,
        String cancelUrl,
        String hostedUrl,
        Instant expiresAt) {

    static PublicCheckoutSession of(CheckoutSession session, List<Method> methods, @Nullable NextAction nextAction) {
        return new PublicCheckoutSession(
                session.id(),
                session.status(),
                session.amount(),
                session.currency(),
                session.description(),
                session.lineItems(),
                methods,
                session.paymentMethod(),
                session.isOpen() && session.paymentId() != null,
                session.isOpen() ? nextAction : null,
                session.successUrl(),
                session.cancelUrl(),
                session.hostedUrl(),
                session.expiresAt());
    }
}
