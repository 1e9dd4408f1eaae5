package com.plugipay.webhooks.deliveries;

import com.plugipay.webhooks.endpoints.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt to deliver.
 *
 * @param status whether it was taken
 * @param responseCode null when there was no answer
 * @param error why it failed, in a few words without secrets
 * @param response the beginning of the response's body, at most 1 KiB; null when it was empty
 * @param nextRetryAt null when it was the last
 */
public record DeliveryAttempt(
        int attemptNumber,
        DeliveryStatus status,
        @Nullable Integer responseCode,
        long durationMs,
        @Nullable String error,
        @Nullable String response,
        @Nullable Instant nextRetryAt,
        Instant attemptedAt) {

    /** The same without the response, in which a receiver may repeat the event. */
    DeliveryAttempt withoutResponse() {
        return new DeliveryAttempt(
                attemptNumber, status, responseCode, durationMs, error, null, nextRetryAt, attemptedAt);
    }
}
