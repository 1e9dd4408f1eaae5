package com.plugipay.webhooks.dispatch;

import com.plugipay.webhooks.deliveries.DeliveryAttempt;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.send.RetryAfter;
import com.plugipay.webhooks.send.Sender;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt to deliver.
 *
 * @param deliveryStatus the status of the delivery after it
 */
record AttemptOutcome(ClaimedDelivery delivery, DeliveryAttempt attempt, DeliveryStatus deliveryStatus) {
    private static final int GONE = 410;

    /**
     * The outcome of an answer. A failure is retried by the schedule, or later if the receiver asks for that, unless the
     * endpoint accepted the event before or answered 410 Gone.
     */
    static AttemptOutcome of(
            ClaimedDelivery delivery, Sender.Answer answer, Instant begunAt, Instant now, RandomGenerator random) {
        boolean succeeded = answer.error() == null;
        Optional<Instant> next = succeeded || delivery.delivered() || isGone(answer.responseCode())
                ? Optional.empty()
                : nextTry(delivery, answer, begunAt, now, random);
        DeliveryAttempt attempt = new DeliveryAttempt(
                delivery.attempt(),
                succeeded ? DeliveryStatus.SUCCEEDED : DeliveryStatus.FAILED,
                answer.responseCode(),
                answer.durationMs(),
                answer.error(),
                answer.excerpt(),
                next.orElse(null),
                begunAt);
        return new AttemptOutcome(delivery, attempt, statusAfter(delivery, attempt));
    }

    private static Optional<Instant> nextTry(
            ClaimedDelivery delivery, Sender.Answer answer, Instant begunAt, Instant now, RandomGenerator random) {
        Instant since = delivery.tryingSince() == null ? begunAt : delivery.tryingSince();
        return RetrySchedule.next(delivery.tries() + 1, since, now, random)
                .map(scheduled -> RetryAfter.parse(answer.retryAfter(), now)
                        .filter(scheduled::isBefore)
                        .orElse(scheduled));
    }

    private static DeliveryStatus statusAfter(ClaimedDelivery delivery, DeliveryAttempt attempt) {
        if (attempt.status() == DeliveryStatus.SUCCEEDED || delivery.delivered()) {
            return DeliveryStatus.SUCCEEDED;
        }
        return attempt.nextRetryAt() == null ? DeliveryStatus.FAILED : DeliveryStatus.PENDING;
    }

    boolean succeeded() {
        return attempt.status() == DeliveryStatus.SUCCEEDED;
    }

    boolean isGone() {
        return isGone(attempt.responseCode());
    }

    private static boolean isGone(@Nullable Integer responseCode) {
        return responseCode != null && responseCode == GONE;
    }
}
