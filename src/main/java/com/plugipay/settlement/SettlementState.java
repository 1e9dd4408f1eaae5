package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.payments.Payment;
import org.jspecify.annotations.Nullable;

/**
 * The state that a decision about money is made on.
 *
 * @param payable null for a direct payment
 * @param payment what the attempt has paid, else the payable's or the direct one; null while there is none
 * @param attempt the charge that the decision is about; null when the buyer has never chosen a method
 * @param othersInReview whether other attempts of the payable are in review
 * @param paymentHeldByOthers whether another attempt of the payment is under way, is in review or has paid it
 */
public record SettlementState(
        @Nullable Payable payable,
        @Nullable Payment payment,
        @Nullable Attempt attempt,
        boolean othersInReview,
        boolean paymentHeldByOthers) {

    /** Whether the payment is this attempt's own. */
    boolean isOwnPayment() {
        return payment != null && attempt != null && payment.id().equals(attempt.paymentId());
    }

    /** Whether money of this attempt has a place: a payable that takes money and has no payment, or its own pending payment. */
    boolean hasPlace() {
        return payment == null ? payable != null && payable.takesMoney() : isOwnPaymentPending();
    }

    /** Whether the payment is this attempt's own and still pending. */
    boolean isOwnPaymentPending() {
        return payment != null && isOwnPayment() && payment.status() == Payment.Status.PENDING;
    }

    /** A transition in which nothing changes yet. */
    public Transition change() {
        return Transition.none(this);
    }
}
