package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.payments.Payment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A decision about money: what it was made on, and how each of that will be. */
public record Transition(
        SettlementState before,
        @Nullable Payable payable,
        @Nullable Payment payment,
        @Nullable Attempt attempt) {

    public Transition payable(@Nullable Payable after) {
        return new Transition(before, after, payment, attempt);
    }

    public Transition payment(Payment after) {
        return new Transition(before, payable, after, attempt);
    }

    public Transition attempt(@Nullable Attempt after) {
        return new Transition(before, payable, payment, after);
    }

    boolean changesPayable() {
        return payable != null && before.payable() != null && !payable.equals(before.payable());
    }

    boolean changesPayment() {
        return !Objects.equals(payment, before.payment());
    }

    boolean changesAttempt() {
        return !Objects.equals(attempt, before.attempt());
    }

    /** Whether it changes a payment that is there, rather than making another. */
    boolean settlesPayment() {
        return changesPayment()
                && payment != null
                && before.payment() != null
                && payment.id().equals(before.payment().id());
    }

    /** Whether nothing of the payment changes but the time of its last change, which guards other decisions. */
    boolean touchesPayment() {
        return settlesPayment()
                && payment != null
                && before.payment() != null
                && payment.equals(before.payment().touched(payment.updatedAt()));
    }

    /** Whether the payable ends with it, or ends in another way than it had. */
    boolean endsPayable() {
        return payable != null && before.payable() != null && payable.isEndOf(before.payable());
    }

    boolean isNone() {
        return !changesPayable() && !changesPayment() && !changesAttempt();
    }
}
