package com.plugipay.webhooks.endpoints;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URL of the merchant that receives events, without the secret that signs them.
 *
 * @param events the filter as it was written; empty means everything
 * @param maxConcurrency the most deliveries in flight to it
 * @param maxPerSecond the most deliveries to it in a second
 * @param consecutiveFailures failed attempts since the last that succeeded
 * @param failingSince the first of them
 * @param lastError the error of the newest attempt; null when that succeeded
 * @param nextAttemptAt when it is tried again; null when it does not fail, or has no pending delivery
 * @param lastDelivery the newest delivery, or null before the first
 * @param previousSecretUntil until when the secret that was replaced signs beside the current one
 */
public record WebhookEndpoint(
        String id,
        String workspaceId,
        Mode mode,
        String url,
        List<String> events,
        @Nullable String description,
        int maxConcurrency,
        int maxPerSecond,
        Status status,
        int consecutiveFailures,
        @Nullable Instant failingSince,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable LastDelivery lastDelivery,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    static final int MOST_OF_A_WORKSPACE = 50;
    private static final String PAUSED = "Paused by request.";

    /** Whether it receives events. */
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

    /** The newest delivery; {@code at} is its last attempt, or its creation before the first. */
    public record LastDelivery(
            String id, DeliveryStatus status, @Nullable Integer responseCode, Instant at) {}

    /** Whether it receives events: the status as the SDKs read it. */
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
                input.concurrencyOrDefault(),
                input.perSecondOrDefault(),
                Status.ACTIVE,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                now,
                now);
        return input.activeOr(true) ? endpoint : endpoint.disabled(PAUSED, now);
    }

    /** The endpoint after a PATCH: {@code active} false disables it, true enables it and resets its failures. */
    WebhookEndpoint changed(WebhookEndpointInput input, Instant now) {
        WebhookEndpoint changed = new WebhookEndpoint(
                id,
                workspaceId,
                mode,
                input.url(),
                input.eventsOrAll(),
                input.description(),
                input.concurrencyOrDefault(),
                input.perSecondOrDefault(),
                status,
                consecutiveFailures,
                failingSince,
                lastError,
                nextAttemptAt,
                disabledAt,
                disabledReason,
                lastDelivery,
                previousSecretUntil,
                createdAt,
                UpdatedAt.after(updatedAt, now));
        if (input.active() == null) {
            return changed;
        }
        return input.active() ? changed.enabled(now) : active() ? changed.disabled(PAUSED, now) : changed;
    }

    WebhookEndpoint disabled(String reason, Instant now) {
        return with(
                Status.DISABLED, consecutiveFailures, failingSince, lastError, now, reason, previousSecretUntil, now);
    }

    /** Enabled, whether or not it was, and with its failures forgotten. */
    private WebhookEndpoint enabled(Instant now) {
        return with(Status.ACTIVE, 0, null, null, null, null, previousSecretUntil, now);
    }

    /** Whether its failures are forgotten with this change. */
    boolean forgetsFailuresOf(WebhookEndpoint current) {
        return active() && consecutiveFailures == 0 && (!current.active() || current.consecutiveFailures() > 0);
    }

    /** With another secret, beside which the former one signs until then; null ends the former at once. */
    WebhookEndpoint rotated(@Nullable Instant previousSecretUntil, Instant now) {
        return with(
                status,
                consecutiveFailures,
                failingSince,
                lastError,
                disabledAt,
                disabledReason,
                previousSecretUntil,
                now);
    }

    private WebhookEndpoint with(
            Status status,
            int consecutiveFailures,
            @Nullable Instant failingSince,
            @Nullable String lastError,
            @Nullable Instant disabledAt,
            @Nullable String disabledReason,
            @Nullable Instant previousSecretUntil,
            Instant now) {
        return new WebhookEndpoint(
                id,
                workspaceId,
                mode,
                url,
                events,
                description,
                maxConcurrency,
                maxPerSecond,
                status,
                consecutiveFailures,
                failingSince,
                lastError,
                status == Status.ACTIVE && consecutiveFailures > 0 ? nextAttemptAt : null,
                disabledAt,
                disabledReason,
                lastDelivery,
                previousSecretUntil,
                createdAt,
                UpdatedAt.after(updatedAt, now));
    }
}
