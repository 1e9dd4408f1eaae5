package com.plugipay.webhooks;

import com.plugipay.http.Moments;
import com.plugipay.problems.Problem;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Of which time what was not taken is sent again.
 *
 * @param until now, when it is not given
 */
public record WebhookRecoveryInput(
        @Size(max = 40) String since,
        @Size(max = 40) @Nullable String until) {

    /**
     * The recovery that is asked for.
     *
     * @param kept for how long deliveries are kept: before that nobody knows any more what was taken
     */
    WebhookRecovery of(WebhookEndpoint endpoint, Duration kept, Instant now) {
        Instant asked = Objects.requireNonNull(Moments.read("since", since));
        Instant to = Moments.read("until", until);
        Instant end = to == null || to.isAfter(now) ? now : to;
        if (asked.isBefore(now.minus(kept))) {
            throw Problem.VALIDATION_ERROR.in(
                    "since", "Deliveries are kept for " + kept.toDays() + " days; nothing before can be recovered.");
        }
        // What happened before there was the endpoint did not fail.
        Instant from = asked.isBefore(endpoint.createdAt()) ? endpoint.createdAt() : asked;
        if (!from.isBefore(end)) {
            throw Problem.VALIDATION_ERROR.in(
                    to == null ? "since" : "until", "Until must be after since, and after the endpoint's creation.");
        }
        return WebhookRecovery.of(endpoint, from, end, now);
    }
}
