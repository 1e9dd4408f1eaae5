package com.plugipay.webhooks.recoveries;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Instants;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The period whose undelivered events are sent again.
 *
 * @param until now, if it is not given
 */
public record WebhookRecoveryInput(
        @Size(max = 40) String since,
        @Size(max = 40) @Nullable String until) {

    /**
     * The requested recovery.
     *
     * @param retention how long deliveries are kept: without them it is unknown what was accepted
     */
    WebhookRecovery of(WebhookEndpoint endpoint, Duration retention, Instant now) {
        Instant wanted = Objects.requireNonNull(Instants.read("since", since));
        Instant to = Instants.read("until", until);
        Instant end = to == null || to.isAfter(now) ? now : to;
        if (wanted.isBefore(now.minus(retention))) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "since",
                    "Deliveries are kept for " + retention.toDays() + " days; nothing before can be recovered.");
        }
        // What happened before the endpoint existed did not fail.
        Instant from = wanted.isBefore(endpoint.createdAt()) ? endpoint.createdAt() : wanted;
        if (!from.isBefore(end)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    to == null ? "since" : "until", "Until must be after since, and after the endpoint's creation.");
        }
        return WebhookRecovery.of(endpoint, from, end, now);
    }
}
