package com.plugipay.webhooks.recoveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import java.time.Instant;
import java.util.Locale;

/**
 * Sends an endpoint again what it did not accept: every delivery that failed or waits for its next attempt, and every event
 * that it asks for and never got because it was disabled. As fast as the endpoint accepts them, each with its retries.
 *
 * @param since the time of the first event
 * @param until the end of the period, exclusive
 * @param recovered the deliveries made due so far
 */
public record WebhookRecovery(
        String id,
        String workspaceId,
        Mode mode,
        String endpointId,
        Instant since,
        Instant until,
        Status status,
        long recovered,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    /** The state of a recovery; it is canceled when the endpoint is deleted. */
    public enum Status {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("canceled")
        CANCELED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static WebhookRecovery of(WebhookEndpoint endpoint, Instant since, Instant until, Instant now) {
        return new WebhookRecovery(
                Ids.at(now, "whr"),
                endpoint.workspaceId(),
                endpoint.mode(),
                endpoint.id(),
                since,
                until,
                Status.RUNNING,
                0,
                now,
                now);
    }
}
