package com.plugipay.webhooks.deliveries;

import com.plugipay.events.SdkEvents;
import com.plugipay.json.Dialect;
import com.plugipay.model.Ids;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.EventFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delivery that is to be written.
 *
 * @param body only where it differs from the event's payload
 */
public record NewDelivery(
        EndpointKey endpoint,
        String id,
        StoredEvent event,
        @Nullable String body) {
    private static final Logger LOG = LoggerFactory.getLogger(NewDelivery.class);

    /** The deliveries of that event to the endpoints that want it; the body for the SDKs is made once for all of them. */
    public static List<NewDelivery> of(
            StoredEvent event, List<EndpointSubscription> subscribers, SdkEvents sdkEvents, Instant now) {
        Optional<EventType> type = EventType.of(event.type());
        List<NewDelivery> deliveries = new ArrayList<>(subscribers.size());
        String sdkBody = null;
        for (EndpointSubscription subscriber : subscribers) {
            Optional<Dialect> dialect = type.flatMap(known -> EventFilter.wanted(subscriber.events(), known));
            if (dialect.isEmpty()) {
                continue;
            }
            String body = null;
            if (dialect.get() == Dialect.SDK) {
                sdkBody = sdkBody == null ? sdkBody(event, sdkEvents) : sdkBody;
                body = sdkBody;
                if (body == null) {
                    continue;
                }
            }
            deliveries.add(new NewDelivery(subscriber.endpoint(), Ids.at(now, "whd"), event, body));
        }
        return deliveries;
    }

    /** Null when the event cannot be read: it must not block every event behind it. */
    private static @Nullable String sdkBody(StoredEvent event, SdkEvents sdkEvents) {
        try {
            return sdkEvents.body(Event.stored(event.payload()));
        } catch (IllegalStateException damaged) {
            LOG.atError()
                    .addKeyValue("eventId", event.id())
                    .setCause(damaged)
                    .log("Cannot write an event in the SDKs' dialect");
            return null;
        }
    }
}
