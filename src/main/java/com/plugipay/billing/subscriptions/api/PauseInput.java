package com.plugipay.billing.subscriptions.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a subscription pauses.
 *
 * @param resumeAt when it resumes by itself; null until it is resumed by a request
 */
public record PauseInput(@Nullable Instant resumeAt) {
    @Nullable
    Instant resumeAtMillis() {
        return resumeAt == null ? null : resumeAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
