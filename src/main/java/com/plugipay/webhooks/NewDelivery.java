package com.plugipay.webhooks;

import com.plugipay.json.Dialect;
import com.plugipay.model.Ids;
import com.plugipay.outbox.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delivery to be made.
 *
 * @param body only where it differs from the event's payload
 */
record NewDelivery(
        LaneKey lane,
        String id,
        StoredEvent event,
        @Nullable String body) {
    private static final Logger LOG = LoggerFactory.getLogger(NewDelivery.class);

    /** The deliveries of that event to those of them that want it; told in the libraries' words once for all of them. */
    static List<NewDelivery> of(StoredEvent event, List<Subscriber> subscribers, Instant now) {
        Optional<EventType> type = EventType.of(event.type());
        List<NewDelivery> deliveries = new ArrayList<>(subscribers.size());
        String inLibrariesWords = null;
        for (Subscriber subscriber : subscribers) {
            Optional<Dialect> dialect = type.flatMap(known -> EventFilter.wanted(subscriber.events(), known));
            if (dialect.isEmpty()) {
                continue;
            }
            String body = null;
            if (dialect.get() == Dialect.LIBRARIES) {
                inLibrariesWords = inLibrariesWords == null ? inLibrariesWords(event) : inLibrariesWords;
                body = inLibrariesWords;
                if (body == null) {
                    continue;
                }
            }
            deliveries.add(new NewDelivery(subscriber.lane(), Ids.at(now, "whd"), event, body));
        }
        return deliveries;
    }

    /** Null when that cannot be: it must not hold up every event behind it. */
    private static @Nullable String inLibrariesWords(StoredEvent event) {
        try {
            return DeliveryBody.of(event.payload());
        } catch (IllegalStateException damaged) {
            LOG.atError()
                    .addKeyValue("eventId", event.id())
                    .setCause(damaged)
                    .log("An event cannot be told in the libraries' words");
            return null;
        }
    }
}
