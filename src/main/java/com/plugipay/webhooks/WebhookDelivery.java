package com.plugipay.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.auth.Principal;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param type the event's type, whichever name the body has for it
 * @param body what is sent, to the byte; empty for a key that may not read what the event is about
 * @param attempts how often a worker has set out to send it
 * @param nextRetryAt when the next attempt is due, unless the endpoint is paused or disabled then; null when it is over
 * @param deliveredAt when the endpoint first took it
 * @param responseCode of the last attempt, null when it was not answered
 * @param attemptLog what became of the attempts: the first and the newest 49
 */
public record WebhookDelivery(
        String id,
        String workspaceId,
        Mode mode,
        String endpointId,
        String eventId,
        String type,
        String body,
        Status status,
        int attempts,
        @Nullable Instant nextRetryAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant deliveredAt,
        @Nullable Integer responseCode,
        @Nullable String lastError,
        List<DeliveryAttempt> attemptLog,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    /** Where it stands. What the endpoint took stays {@code succeeded}, even if it does not take a repeat. */
    public enum Status {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The first delivery of an event to an endpoint, with that body. */
    static WebhookDelivery create(WebhookEndpoint endpoint, Event event, String body, Instant now) {
        return new WebhookDelivery(
                Ids.at(now, "whd"),
                endpoint.workspaceId(),
                endpoint.mode(),
                endpoint.id(),
                event.id(),
                event.type().text(),
                body,
                Status.PENDING,
                0,
                now,
                null,
                null,
                null,
                null,
                List.of(),
                now,
                now);
    }

    /** As that key may see it: what the event is about, and what was answered to it, only if it may read such objects. */
    WebhookDelivery shownTo(Principal principal) {
        if (EventType.of(type).filter(principal::mayKnow).isPresent()) {
            return this;
        }
        return new WebhookDelivery(
                id,
                workspaceId,
                mode,
                endpointId,
                eventId,
                type,
                "",
                status,
                attempts,
                nextRetryAt,
                lastAttemptAt,
                deliveredAt,
                responseCode,
                lastError,
                attemptLog.stream().map(DeliveryAttempt::withoutResponse).toList(),
                createdAt,
                updatedAt);
    }

    /** Due now, once more. */
    WebhookDelivery retried(Instant now) {
        return new WebhookDelivery(
                id,
                workspaceId,
                mode,
                endpointId,
                eventId,
                type,
                body,
                Status.PENDING,
                attempts,
                now,
                lastAttemptAt,
                deliveredAt,
                responseCode,
                lastError,
                attemptLog,
                createdAt,
                UpdatedAt.after(updatedAt, now));
    }
}
