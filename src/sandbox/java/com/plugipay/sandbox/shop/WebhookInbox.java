package com.plugipay.sandbox.shop;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shop's side of webhooks: accepts only what is signed, and acts on each event once.
 *
 * <p>Keeps the last {@value #LIMIT} events in memory. Not for several threads: it lives on the shop's event loop.
 */
public final class WebhookInbox {
    public static final int LIMIT = 200;

    /** What became of a delivery. */
    public enum Receipt {
        ACCEPTED(200),
        /** Received before: the gateway delivers at least once. */
        DUPLICATE(200),
        /** Rightly signed, but not an event. */
        MALFORMED(400),
        /** Not signed by the gateway, or too long ago. */
        REFUSED(401);

        private final int status;

        Receipt(int status) {
            this.status = status;
        }

        /** The HTTP status to answer the delivery with. */
        public int status() {
            return status;
        }
    }

    private final WebhookVerifier verifier;
    private final InstantSource clock;
    private final Consumer<ReceivedEvent> listener;
    private final LinkedHashMap<String, ReceivedEvent> events = new LinkedHashMap<>();
    private long deliveries;
    private long refused;

    /** The listener gets every event once, as long as the event is among the last {@value #LIMIT}. */
    public WebhookInbox(String webhookSecret, InstantSource clock, Consumer<ReceivedEvent> listener) {
        this.verifier = new WebhookVerifier(webhookSecret, clock);
        this.clock = clock;
        this.listener = listener;
    }

    public Receipt receive(@Nullable String signature, byte[] body) {
        deliveries++;
        // First the signature, then the content: nothing unsigned is even parsed.
        if (!verifier.verifies(signature, body)) {
            refused++;
            return Receipt.REFUSED;
        }
        ReceivedEvent event = parse(new String(body, StandardCharsets.UTF_8));
        if (event == null) {
            return Receipt.MALFORMED;
        }
        ReceivedEvent known = events.get(event.id());
        if (known != null) {
            events.put(known.id(), known.again());
            return Receipt.DUPLICATE;
        }
        listener.accept(event);
        if (events.size() == LIMIT) {
            events.pollFirstEntry();
        }
        events.put(event.id(), event);
        return Receipt.ACCEPTED;
    }

    /** The events, newest first. */
    public List<ReceivedEvent> newestFirst() {
        return List.copyOf(events.sequencedValues().reversed());
    }

    /** How many deliveries came, good and bad; a page that shows another number is out of date. */
    public long deliveries() {
        return deliveries;
    }

    /** How many deliveries had no right signature. */
    public long refused() {
        return refused;
    }

    private @Nullable ReceivedEvent parse(String body) {
        try {
            JsonObject json = new JsonObject(body);
            return json.getValue("id") instanceof String id && json.getValue("type") instanceof String type
                    ? new ReceivedEvent(id, type, clock.instant(), body, 1)
                    : null;
        } catch (DecodeException notJson) {
            return null;
        }
    }
}
