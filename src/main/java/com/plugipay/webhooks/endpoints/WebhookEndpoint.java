package com.plugipay.webhooks.endpoints;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.text.WebAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
public record WebhookEndpoint(
        String id,
        String workspaceId,
        Mode mode,
        WebAddress url,
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
        WebhookEndpoint endpoint = WebhookEndpointBuilder.builder()
                .id(Ids.at(now, "whep"))
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .url(input.url())
                .events(input.eventsOrAll())
                .description(input.description())
                .maxConcurrency(input.concurrencyOrDefault())
                .maxPerSecond(input.perSecondOrDefault())
                .status(Status.ACTIVE)
                .createdAt(now)
                .updatedAt(now)
                .build();
        return input.activeOr(true) ? endpoint : endpoint.disabled(PAUSED, now);
    }

    /** The endpoint after a PATCH: {@code active} false disables it, true enables it and resets its failures. */
    WebhookEndpoint changed(WebhookEndpointInput input, Instant now) {
        WebhookEndpoint changed = copy(now)
                .url(input.url())
                .events(input.eventsOrAll())
                .description(input.description())
                .maxConcurrency(input.concurrencyOrDefault())
                .maxPerSecond(input.perSecondOrDefault())
                .build();
        if (input.active() == null) {
            return changed;
        }
        return input.active() ? changed.enabled(now) : active() ? changed.disabled(PAUSED, now) : changed;
    }

    WebhookEndpoint disabled(String reason, Instant now) {
        return copy(now)
                .status(Status.DISABLED)
                .nextAttemptAt(null)
                .disabledAt(now)
                .disabledReason(reason)
                .build();
    }

    /** As the SDKs read it: a pause by the merchant is no disabling, which only failures are. */
    WebhookEndpoint forSdks() {
        return PAUSED.equals(disabledReason)
                ? WebhookEndpointBuilder.builder(this)
                        .disabledAt(null)
                        .disabledReason(null)
                        .build()
                : this;
    }

    /** Enabled, whether or not it was, and with its failures forgotten. */
    private WebhookEndpoint enabled(Instant now) {
        return copy(now)
                .status(Status.ACTIVE)
                .consecutiveFailures(0)
                .failingSince(null)
                .lastError(null)
                .nextAttemptAt(null)
                .disabledAt(null)
                .disabledReason(null)
                .build();
    }

    /** Whether its failures are forgotten with this change. */
    boolean forgetsFailuresOf(WebhookEndpoint current) {
        return active() && consecutiveFailures == 0 && (!current.active() || current.consecutiveFailures() > 0);
    }

    /** With another secret, beside which the former one signs until then; null ends the former at once. */
    WebhookEndpoint rotated(@Nullable Instant previousSecretUntil, Instant now) {
        return copy(now).previousSecretUntil(previousSecretUntil).build();
    }

    private WebhookEndpointBuilder copy(Instant now) {
        return WebhookEndpointBuilder.builder(this).updatedAt(UpdatedAt.after(updatedAt, now));
    }
}
