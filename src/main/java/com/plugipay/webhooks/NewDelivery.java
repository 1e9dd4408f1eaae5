package com.plugipay.webhooks;

import com.plugipay.events.EventType;
import com.plugipay.ids.Ids;
import com.plugipay.json.Dialect;
import java.time.Instant;
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

    /** The delivery of that event to an endpoint with these entries in its filter; empty when it is not wanted. */
    static Optional<NewDelivery> wanted(LaneKey lane, List<String> entries, StoredEvent event, Instant now) {
        return EventType.of(event.type())
                .flatMap(type -> EventFilter.wanted(entries, type))
                .flatMap(dialect -> in(dialect, lane, event, now));
    }

    private static Optional<NewDelivery> in(Dialect dialect, LaneKey lane, StoredEvent event, Instant now) {
        try {
            String body = dialect == Dialect.LIBRARIES ? DeliveryBody.of(event.payload()) : null;
            return Optional.of(new NewDelivery(lane, Ids.at(now, "whd"), event, body));
        } catch (IllegalStateException damaged) {
            // It must not hold up every event behind it.
            LOG.atError()
                    .addKeyValue("eventId", event.id())
                    .setCause(damaged)
                    .log("An event cannot be told in the libraries' words");
            return Optional.empty();
        }
    }
}
