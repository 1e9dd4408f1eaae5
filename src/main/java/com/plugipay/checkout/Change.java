package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.payments.Payment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A decision about money: what it was made on, and how that will be. */
record Change(
        Standing before,
        @Nullable CheckoutSession session,
        @Nullable Payment payment,
        @Nullable Attempt attempt) {

    Change session(@Nullable CheckoutSession after) {
        return new Change(before, after, payment, attempt);
    }

    Change payment(Payment after) {
        return new Change(before, session, after, attempt);
    }

    Change attempt(@Nullable Attempt after) {
        return new Change(before, session, payment, after);
    }

    boolean changesSession() {
        return !Objects.equals(session, before.session());
    }

    boolean changesPayment() {
        return !Objects.equals(payment, before.payment());
    }

    /** Whether it changes a payment that is there, rather than making another. */
    boolean settlesPayment() {
        return changesPayment()
                && payment != null
                && before.payment() != null
                && payment.id().equals(before.payment().id());
    }

    boolean changesAttempt() {
        return !Objects.equals(attempt, before.attempt());
    }

    /** Whether the session comes to another end or payment with it, and not only to a matter for a person. */
    boolean settlesSession() {
        return endsSession()
                || (session != null
                        && before.session() != null
                        && !Objects.equals(session.paymentId(), before.session().paymentId()));
    }

    /** Whether the session ends with it, or ends in another way than it had. */
    boolean endsSession() {
        return session != null
                && before.session() != null
                && session.status() != before.session().status();
    }

    boolean isNone() {
        return !changesSession() && !changesPayment() && !changesAttempt();
    }
}
