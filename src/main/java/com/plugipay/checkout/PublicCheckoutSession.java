package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.text.WebAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public part of a session, without the customer, the merchant's metadata and fees.
 *
 * @param methods by which the session can be paid now
 * @param paymentPending whether a payment was started and its end is not known yet
 * @param nextAction what the buyer has to do; null until a method is chosen
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
        WebAddress successUrl,
        WebAddress cancelUrl,
        String hostedUrl,
        Instant expiresAt) {

    static PublicCheckoutSession of(CheckoutSnapshot snapshot) {
        CheckoutSession session = snapshot.session();
        NextAction nextAction =
                snapshot.attemptUnderWay().map(Attempt::nextAction).orElse(null);
        return new PublicCheckoutSession(
                session.id(),
                session.status(),
                session.amount(),
                session.currency(),
                session.description(),
                session.lineItems(),
                snapshot.methods(),
                session.paymentMethod(),
                session.isOpen() && session.paymentId() != null,
                session.isOpen() ? nextAction : null,
                session.successUrl(),
                session.cancelUrl(),
                session.hostedUrl(),
                session.expiresAt());
    }
}
