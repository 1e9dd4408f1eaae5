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

/**
 * Records refunds that Plugipay has not made, or has recorded as failed, and whose money the provider has given back all the
 * same.
 */
final class ExternalRefunds {
    private final RefundStore refunds;
    private final PaymentStore payments;

    ExternalRefunds(RefundStore refunds, PaymentStore payments) {
        this.refunds = refunds;
        this.payments = payments;
    }

    /** Records a refund; once for a reference, however often it is reported. */
    Future<Void> record(ChangeContext context, Attempt attempt, long amount, @Nullable String reference) {
        return Rounds.whileMore(() -> recordOnce(context, attempt, amount, reference));
    }

    /** Records it if it is to be recorded; the result is whether the payment has changed since it was read. */
    private Future<Boolean> recordOnce(
            ChangeContext context, Attempt attempt, long amount, @Nullable String reference) {
        Future<Optional<Refund>> recorded = reference == null
                ? Future.succeededFuture(Optional.empty())
                : refunds.byReference(context.tenant(), attempt.provider(), reference);
        return recorded.compose(found -> found.isPresent() || isSettledElsewhere(attempt)
                ? Future.succeededFuture(false)
                : recordNew(context, attempt, amount, reference));
    }

    /** Whether its money was taken back before it became a payment, or the merchant has dismissed it. */
    private static boolean isSettledElsewhere(Attempt attempt) {
        return attempt.status() == Attempt.Status.FAILED
                && ("reversed".equals(attempt.failureCode()) || "dismissed".equals(attempt.failureCode()));
    }

    private Future<Boolean> recordNew(ChangeContext context, Attempt attempt, long amount, @Nullable String reference) {
        String paymentId = attempt.paymentId();
        // Money in review is no payment yet, and the payment that it was for may have been made with other money.
        if (paymentId == null || attempt.status() != Attempt.Status.SUCCEEDED) {
            return Future.failedFuture(ErrorCode.CONFLICT.withMessage("Nothing was paid that could be refunded."));
        }
        return payments.find(context.tenant(), paymentId).compose(found -> {
            boolean isRefunded = found.filter(payment -> payment.status() == Payment.Status.REFUNDED)
                    .isPresent();
            // All of it is recorded as refunded: so is this refund, as a part of another or under another reference.
            return isRefunded
                    ? Future.succeededFuture(false)
                    : insert(context, attempt, Refund.requireRefundable(found), amount, reference);
        });
    }

    private Future<Boolean> insert(
            ChangeContext context, Attempt attempt, Payment payment, long amount, @Nullable String reference) {
        return refunds.remaining(context.tenant(), payment.id()).compose(remaining -> {
            if (amount > remaining) {
                throw ErrorCode.AMOUNT_NOT_REFUNDABLE.exception();
            }
            Refund pending =
                    Refund.pending(payment, amount, Refund.Reason.OTHER, attempt.provider(), null, context.now());
            Refund refund = pending.succeeded(reference, context.now());
            return refunds.insertSucceeded(context, pending, refund, payment, refund.applyTo(payment, context.now()))
                    .map(result -> result == RefundStore.WriteResult.CHANGED_MEANWHILE)
                    // Another call has recorded it at the same moment.
                    .recover(failure -> ErrorCode.CONFLICT.is(failure)
                            ? Future.succeededFuture(false)
                            : Future.failedFuture(failure));
        });
    }

    /**
     * Records that the bank or the provider has taken back what is left of a payment. How much that is can only be told when
     * no refund is pending: the money of one that fails now was taken back too.
     */
    Future<Void> recordReversal(ChangeContext context, Attempt attempt, @Nullable String reference) {
        String paymentId = attempt.paymentId();
        return paymentId == null
                ? Future.succeededFuture()
                : refunds.unrefunded(context.tenant(), paymentId).compose(unrefunded -> {
                    if (unrefunded.pending() > 0) {
                        throw ErrorCode.CONFLICT.withMessage("A refund is on its way.");
                    }
                    return unrefunded.remaining() == 0
                            ? Future.succeededFuture()
                            : record(context, attempt, unrefunded.remaining(), reference);
                });
    }
}
