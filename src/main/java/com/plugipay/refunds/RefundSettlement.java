package com.plugipay.refunds;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.Outcome;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one path by which outcomes of refunds are written, whether the provider's answer, a callback or a poll has brought
 * them. Idempotent: the same outcome twice changes nothing the second time.
 */
final class RefundSettlement {
    private final RefundStore refunds;
    private final PaymentStore payments;
    private final AttemptStore attempts;
    private final ExternalRefunds externalRefunds;

    RefundSettlement(
            RefundStore refunds, PaymentStore payments, AttemptStore attempts, ExternalRefunds externalRefunds) {
        this.refunds = refunds;
        this.payments = payments;
        this.attempts = attempts;
        this.externalRefunds = externalRefunds;
    }

    /**
     * Writes what follows from an outcome.
     *
     * @param polls how often the provider was polled about the refund
     * @return the refund as it then is; as it was read when it stays pending
     */
    Future<Refund> settle(ChangeContext context, Refund refund, Outcome outcome, int polls) {
        return settle(context, refund, outcome, polls, RefundCondition.PENDING);
    }

    /**
     * The same for the outcome of a status query. Where the refund has changed since it was read, only a success counts: it may
     * have found nothing because a repeated request was about to send the refund once more.
     */
    Future<Refund> settlePolled(ChangeContext context, Refund refund, Outcome outcome, int polls) {
        return settle(context, refund, outcome, polls, RefundCondition.unchanged(refund));
    }

    /**
     * Fails a refund that was sent once and certainly not made: its money can be refunded again at once, by a repeat of the
     * request. Where a repeat has sent it once more already, the refund stays as that has left it.
     */
    Future<Refund> settleNotDone(ChangeContext context, Refund refund, Outcome.NotDone notDone) {
        Refund failed = refund.failed(notDone.code(), notDone.message(), context.now());
        return end(context, failed, RefundCondition.unchanged(refund), Write::release);
    }

    private Future<Refund> settle(
            ChangeContext context, Refund refund, Outcome outcome, int polls, RefundCondition condition) {
        Instant now = context.now();
        @Nullable Instant next = WorkSchedule.later(polls, now);
        return switch (outcome) {
            case Outcome.Succeeded succeeded ->
                succeeded.amount() == refund.amount() && succeeded.currency().equals(refund.currency())
                        ? end(context, refund.succeeded(succeeded.providerReference(), now), RefundCondition.PENDING)
                        : unknown(context, refund, next, condition);
            case Outcome.Declined declined ->
                end(context, refund.failed(declined.code(), declined.message(), now), condition);
            case Outcome.Rejected rejected ->
                end(context, refund.failed(rejected.code(), rejected.message(), now), condition);
            case Outcome.Reversed reversed ->
                end(context, refund.failed("reversed", reversed.reason(), now), condition);
            case Outcome.Pending pending ->
                accepted(context, refund.accepted(pending.providerReference(), now), next, condition);
            case Outcome.Held held ->
                accepted(context, refund.accepted(held.providerReference(), now), next, condition);
            // The refund may have been sent before: that this command was not done says nothing of that.
            case Outcome.NotDone notDone -> unknown(context, refund, notDone.notBefore(next, now), condition);
            case Outcome.Unknown ignored -> unknown(context, refund, next, condition);
            case Outcome.NeedsAction ignored -> unknown(context, refund, next, condition);
        };
    }

    /** The provider is making the refund; without another poll it is unknown whether it does. */
    private Future<Refund> accepted(
            ChangeContext context, Refund refund, @Nullable Instant nextPollAt, RefundCondition condition) {
        return refunds.schedulePoll(context, refund, nextPollAt == null, nextPollAt, condition)
                .map(refund);
    }

    private Future<Refund> unknown(
            ChangeContext context, Refund refund, @Nullable Instant nextPollAt, RefundCondition condition) {
        return refunds.schedulePoll(context, refund, true, nextPollAt, condition)
                .map(refund);
    }

    private Future<Refund> end(ChangeContext context, Refund ended, RefundCondition condition) {
        return end(context, ended, condition, write -> write);
    }

    /**
     * Writes the end of a pending refund, and what it makes of the payment; starts again when the payment has changed since
     * it was read.
     *
     * @param condition what else has to be true of the pending refund; otherwise it stays as it is
     * @param ifFailed adds to the write when the refund has failed
     * @return the refund as it then is
     */
    private Future<Refund> end(
            ChangeContext context, Refund ended, RefundCondition condition, UnaryOperator<Write> ifFailed) {
        return Rounds.until(() -> endOnce(context, ended, condition, ifFailed));
    }

    private Future<Optional<Refund>> endOnce(
            ChangeContext context, Refund ended, RefundCondition condition, UnaryOperator<Write> ifFailed) {
        return find(context, ended.id()).compose(current -> {
            Refund refund = ended.following(current);
            boolean hasSucceeded = refund.status() == Refund.Status.SUCCEEDED;
            if (hasSucceeded && current.status() == Refund.Status.FAILED) {
                return recordAfterFailure(context, current, refund).map(Optional.of(current));
            }
            if (current.status() != Refund.Status.PENDING || !condition.isMetBy(current)) {
                return Future.succeededFuture(Optional.of(current));
            }
            return payments.find(context.tenant(), refund.paymentId())
                    .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                    .compose(payment -> refunds.end(
                            context,
                            refund,
                            condition,
                            payment,
                            refund.applyTo(payment, context.now()),
                            hasSucceeded ? write -> write.respond(refund) : ifFailed))
                    .map(result -> switch (result) {
                        case WRITTEN -> Optional.of(refund);
                        case CHANGED_MEANWHILE -> Optional.empty();
                    });
        });
    }

    /** The money of a refund that has failed was given back after all: that is another refund. */
    private Future<Void> recordAfterFailure(ChangeContext context, Refund failed, Refund succeeded) {
        String reference = succeeded.providerReference();
        // The failed refund has its reference already; the other one is then known by the failed one's id.
        boolean isFree = reference != null && !reference.equals(failed.providerReference());
        return attempts.requireOfPayment(failed.tenant(), failed.paymentId())
                .compose(attempt ->
                        externalRefunds.record(context, attempt, succeeded.amount(), isFree ? reference : failed.id()));
    }

    private Future<Refund> find(ChangeContext context, String refundId) {
        return refunds.find(context.tenant(), refundId).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
