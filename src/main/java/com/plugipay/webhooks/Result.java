package com.plugipay.webhooks;

import com.plugipay.webhooks.WebhookDelivery.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt, and where its delivery stands after it.
 *
 * @param after the delivery's status
 */
record Result(Claim claim, DeliveryAttempt attempt, Status after) {
    private static final int GONE = 410;

    /**
     * The result of an answer. A failure is tried again by the schedule, or later if the receiver asks for that, unless
     * the endpoint has taken the event before or is gone.
     */
    static Result of(Claim claim, Sender.Answer answer, Instant begunAt, Instant now, RandomGenerator random) {
        boolean succeeded = answer.error() == null;
        Optional<Instant> next = succeeded || claim.delivered() || isGone(answer.responseCode())
                ? Optional.empty()
                : nextTry(claim, answer, begunAt, now, random);
        DeliveryAttempt attempt = new DeliveryAttempt(
                claim.attempt(),
                succeeded ? Status.SUCCEEDED : Status.FAILED,
                answer.responseCode(),
                answer.durationMs(),
                answer.error(),
                answer.excerpt(),
                next.orElse(null),
                begunAt);
        return new Result(claim, attempt, statusAfter(claim, attempt));
    }

    private static Optional<Instant> nextTry(
            Claim claim, Sender.Answer answer, Instant begunAt, Instant now, RandomGenerator random) {
        Instant since = claim.tryingSince() == null ? begunAt : claim.tryingSince();
        return RetrySchedule.next(claim.tries() + 1, since, now, random)
                .map(scheduled -> RetryAfter.parse(answer.retryAfter(), now)
                        .filter(scheduled::isBefore)
                        .orElse(scheduled));
    }

    private static Status statusAfter(Claim claim, DeliveryAttempt attempt) {
        if (attempt.status() == Status.SUCCEEDED || claim.delivered()) {
            return Status.SUCCEEDED;
        }
        return attempt.nextRetryAt() == null ? Status.FAILED : Status.PENDING;
    }

    boolean succeeded() {
        return attempt.status() == Status.SUCCEEDED;
    }

    boolean isGone() {
        return isGone(attempt.responseCode());
    }

    private static boolean isGone(@Nullable Integer responseCode) {
        return responseCode != null && responseCode == GONE;
    }
}
