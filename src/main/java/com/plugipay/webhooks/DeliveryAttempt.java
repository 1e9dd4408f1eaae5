package com.plugipay.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt to deliver.
 *
 * @param status {@code SUCCEEDED} or {@code FAILED}
 * @param responseCode null when there was no answer
 * @param error why it failed, in a few words without secrets
 * @param nextRetryAt null when it was the last
 */
public record DeliveryAttempt(
        int attemptNumber,
        WebhookDelivery.Status status,
        @Nullable Integer responseCode,
        long durationMs,
        @Nullable String error,
        @Nullable Instant nextRetryAt,
        Instant attemptedAt) {}
