package com.plugipay.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.ids.Ids;
import com.plugipay.workspaces.Mode;
import com.plugipay.workspaces.Resource;
import com.plugipay.workspaces.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URL of the merchant's that is told of events, without the secret that signs what it is told.
 *
 * @param events the filter as it was written; empty means everything
 * @param consecutiveFailures failed attempts since the last that succeeded
 * @param failingSince the first of them
 * @param lastDelivery the newest delivery, or null before the first
 */
public record WebhookEndpoint(
        String id,
        String workspaceId,
        Mode mode,
        String url,
        List<String> events,
        @Nullable String description,
        Status status,
        int consecutiveFailures,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable LastDelivery lastDelivery,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    static final String PAUSED = "Paused by request.";

    /** Whether it is told of events. */
    public enum Status {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("disabled")
        DISABLED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the newest delivery stands; {@code at} is its last attempt, or its creation before the first. */
    public record LastDelivery(
            String id,
            WebhookDelivery.Status status,
            @Nullable Integer responseCode,
            Instant at) {}

    /** Whether it is told of events: the status as the client libraries read it. */
    @JsonProperty
    public boolean active() {
        return status == Status.ACTIVE;
    }

    static WebhookEndpoint create(Tenant tenant, WebhookEndpointInput input, Instant now) {
        WebhookEndpoint endpoint = new WebhookEndpoint(
                Ids.at(now, "whep"),
                tenant.workspaceId(),
                tenant.mode(),
                input.url(),
                input.eventsOrAll(),
                input.description(),
                Status.ACTIVE,
                0,
                null,
                null,
                null,
                null,
                now,
                now);
        return input.activeOr(true) ? endpoint : endpoint.disabled(PAUSED, now);
    }

    /** With what a PATCH says: {@code active} false pauses, true enables again and forgets the failures. */
    WebhookEndpoint changed(WebhookEndpointInput input, Instant now) {
        WebhookEndpoint changed = new WebhookEndpoint(
                id,
                workspaceId,
                mode,
                input.url(),
                input.eventsOrAll(),
                input.description(),
                status,
                consecutiveFailures,
                failingSince,
                disabledAt,
                disabledReason,
                lastDelivery,
                createdAt,
                now);
        if (input.activeOr(active()) == active()) {
            return changed;
        }
        return active() ? changed.disabled(PAUSED, now) : changed.enabled(now);
    }

    WebhookEndpoint disabled(String reason, Instant now) {
        return with(Status.DISABLED, consecutiveFailures, failingSince, now, reason, now);
    }

    private WebhookEndpoint enabled(Instant now) {
        return with(Status.ACTIVE, 0, null, null, null, now);
    }

    private WebhookEndpoint with(
            Status status,
            int consecutiveFailures,
            @Nullable Instant failingSince,
            @Nullable Instant disabledAt,
            @Nullable String disabledReason,
            Instant updatedAt) {
        return new WebhookEndpoint(
                id,
                workspaceId,
                mode,
                url,
                events,
                description,
                status,
                consecutiveFailures,
                failingSince,
                disabledAt,
                disabledReason,
                lastDelivery,
                createdAt,
                updatedAt);
    }
}
