package com.plugipay.refunds;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refunds that were made without us, or against what we knew: heard of when the money is on its way back already. */
final class ExternalRefunds {
    private final RefundStore refunds;
    private final PaymentStore payments;

    ExternalRefunds(RefundStore refunds, PaymentStore payments) {
        this.refunds = refunds;
        this.payments = payments;
    }

    /** A refund that was made without us; the same one told twice is known by its reference the second time. */
    Future<Void> book(ChangeContext origin, Attempt attempt, long amount, @Nullable String reference) {
        return Rounds.whileMore(() -> {
            Future<Optional<Refund>> known = reference == null
                    ? Future.succeededFuture(Optional.empty())
                    : refunds.byReference(origin.tenant(), attempt.provider(), reference);
            return known.compose(found -> found.isPresent()
                    ? Future.succeededFuture(false)
                    : write(origin, attempt, amount, reference).map(written -> !written));
        });
    }

    /** At the same moment by somebody else: then that counts. False when the payment has changed meanwhile. */
    private Future<Boolean> write(ChangeContext origin, Attempt attempt, long amount, @Nullable String reference) {
        String paymentId = attempt.paymentId();
        if (isSettledElsewhere(attempt)) {
            return Future.succeededFuture(true);
        }
        // Money that waits for a person is no payment yet, and what it was asked for may have been paid by other money.
        if (paymentId == null || attempt.status() != Attempt.Status.SUCCEEDED) {
            return Future.failedFuture(ErrorCode.CONFLICT.withMessage("Nothing was paid that could be refunded."));
        }
        return payments.find(origin.tenant(), paymentId)
                // All of it is back: what is told now was told before, as a part of it or by another name.
                .compose(found -> found.filter(payment -> payment.status() == Payment.Status.REFUNDED)
                                .isPresent()
                        ? Future.succeededFuture(true)
                        : write(origin, attempt, Refund.refundable(found), amount, reference));
    }

    /** Its money was taken back before it was a payment, or the merchant has seen to it: none of it is booked here. */
    private static boolean isSettledElsewhere(Attempt attempt) {
        return attempt.status() == Attempt.Status.FAILED
                && ("reversed".equals(attempt.failureCode()) || "dismissed".equals(attempt.failureCode()));
    }

    private Future<Boolean> write(
            ChangeContext origin, Attempt attempt, Payment payment, long amount, @Nullable String reference) {
        return refunds.remaining(origin.tenant(), payment.id()).compose(remaining -> {
            if (amount > remaining) {
                throw ErrorCode.AMOUNT_NOT_REFUNDABLE.exception();
            }
            Refund begun = Refund.pending(payment, amount, Refund.Reason.OTHER, attempt.provider(), null, origin.now());
            Refund refund = begun.succeeded(reference, origin.now());
            Payment after = payment.refunded(payment.amountRefunded() + amount, origin.now());
            return refunds.learn(origin, begun, refund, payment, after)
                    .recover(failure -> ErrorCode.CONFLICT.is(failure)
                            ? Future.succeededFuture(true)
                            : Future.failedFuture(failure));
        });
    }

    /**
     * The bank or the provider has taken back what is left of a payment. How much that is shows when no refund is on its way
     * any more: one that fails now was taken back too.
     */
    Future<Void> reversed(ChangeContext origin, Attempt attempt, @Nullable String reference) {
        String paymentId = attempt.paymentId();
        return paymentId == null
                ? Future.succeededFuture()
                : refunds.left(origin.tenant(), paymentId).compose(left -> {
                    if (left.refunding() > 0) {
                        throw ErrorCode.CONFLICT.withMessage("A refund is on its way.");
                    }
                    return left.remaining() == 0
                            ? Future.succeededFuture()
                            : book(origin, attempt, left.remaining(), reference);
                });
    }
}
