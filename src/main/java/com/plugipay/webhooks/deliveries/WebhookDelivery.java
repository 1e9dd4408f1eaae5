package com.plugipay.webhooks.deliveries;

import com.plugipay.auth.Principal;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.SdkEventNames;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one event to one endpoint.
 *
 * @param type the event's type, also where the body has its name in the SDKs
 * @param body what is sent, to the byte; empty for a key that may not read what the event is about
 * @param attempts how many attempts were made
 * @param nextRetryAt when the next attempt is due, unless the endpoint is paused or disabled then; null when it is over
 * @param deliveredAt when the endpoint first accepted it
 * @param responseCode of the last attempt; null when there was no answer
 * @param attemptLog the outcomes of the attempts: the first and the newest 49
 */
@RecordBuilder
public record WebhookDelivery(
        String id,
        String workspaceId,
        Mode mode,
        String endpointId,
        String eventId,
        String type,
        String body,
        DeliveryStatus status,
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

    /** The first delivery of an event to an endpoint, with that body. */
    static WebhookDelivery create(WebhookEndpoint endpoint, Event event, String body, Instant now) {
        return WebhookDeliveryBuilder.builder()
                .id(Ids.at(now, "whd"))
                .workspaceId(endpoint.workspaceId())
                .mode(endpoint.mode())
                .endpointId(endpoint.id())
                .eventId(event.id())
                .type(event.type().text())
                .body(body)
                .status(DeliveryStatus.PENDING)
                .nextRetryAt(now)
                .attemptLog(List.of())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    /** As that key may see it: with the body and the responses only if the key may read such objects. */
    WebhookDelivery shownTo(Principal principal) {
        return EventType.of(type).filter(principal::mayReadEvents).isPresent()
                ? this
                : WebhookDeliveryBuilder.builder(this)
                        .body("")
                        .attemptLog(attemptLog.stream()
                                .map(DeliveryAttempt::withoutResponse)
                                .toList())
                        .build();
    }

    /** As the SDKs read it, with their name of the type. */
    WebhookDelivery forSdks() {
        return EventType.of(type)
                .map(known -> WebhookDeliveryBuilder.builder(this)
                        .type(SdkEventNames.of(known))
                        .build())
                .orElse(this);
    }

    /** Whether its next attempt is due already. */
    boolean isDue(Instant now) {
        return nextRetryAt != null && !nextRetryAt.isAfter(now);
    }

    /** Due now, once more. */
    WebhookDelivery retried(Instant now) {
        return WebhookDeliveryBuilder.builder(this)
                .status(DeliveryStatus.PENDING)
                .nextRetryAt(now)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }
}
