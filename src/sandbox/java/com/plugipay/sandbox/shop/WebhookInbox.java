package com.plugipay.sandbox.shop;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.shop.gateway.RequestSigner;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The shop's side of webhooks: accepts only what the gateway signed, and acts on each event once.
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

    private static final Duration WINDOW = Duration.ofMinutes(5);
    /** The time, and the signatures with commas between them. */
    private static final Pattern HEADER = Pattern.compile("t=(\\d{1,12}),(.*)");

    private final SecretKeySpec secret;
    private final InstantSource clock;
    private final Consumer<ReceivedEvent> listener;
    private final LinkedHashMap<String, ReceivedEvent> events = new LinkedHashMap<>();
    private long deliveries;
    private long refused;

    /** The listener gets every event once, as long as the event is among the last {@value #LIMIT}. */
    public WebhookInbox(String webhookSecret, InstantSource clock, Consumer<ReceivedEvent> listener) {
        this.secret = RequestSigner.key(webhookSecret);
        this.clock = clock;
        this.listener = listener;
    }

    void mount(Router router, ShopPages pages) {
        router.post("/webhooks").handler(this::answer);
        router.get("/inbox").handler(context -> show(context, pages));
        router.get("/inbox.json").handler(this::list);
        router.get("/inbox/status").handler(context -> context.json(json("version", String.valueOf(deliveries))));
    }

    private void show(RoutingContext context, ShopPages pages) {
        pages.show(context, "inbox", Map.of("events", newestFirst(), "refused", refused, "version", deliveries));
    }

    private void answer(RoutingContext context) {
        String signature = context.request().getHeader("Plugipay-Signature");
        Buffer body = context.body().buffer();
        Receipt receipt = receive(signature, body == null ? new byte[0] : body.getBytes());
        context.response().setStatusCode(receipt.status());
        context.json(json("receipt", receipt.name().toLowerCase(Locale.ROOT)));
    }

    private void list(RoutingContext context) {
        JsonArray events = array(newestFirst().stream().map(ReceivedEvent::toJson));
        context.json(json("events", events, "refused", refused));
    }

    /** Takes one delivery with what its {@code Plugipay-Signature} header says; null for none. */
    public Receipt receive(@Nullable String signature, byte[] body) {
        deliveries++;
        // First the signature, then the content: nothing unsigned is even parsed.
        if (!verifies(signature, body)) {
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

    /**
     * Whether one of the signatures of a {@code Plugipay-Signature} header is right for this body, now.
     *
     * <p>Works on the raw bytes, in constant time, and refuses what was signed more than five minutes ago or ahead.
     */
    private boolean verifies(@Nullable String header, byte[] body) {
        Matcher parts = HEADER.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return false;
        }
        String timestamp = parts.group(1);
        long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
        byte[] signature = RequestSigner.hmac(secret, bytes(timestamp + "."), body);
        byte[] expected = bytes("v1=" + HexFormat.of().formatHex(signature));
        return Math.abs(age) <= WINDOW.toSeconds()
                && Stream.of(parts.group(2).split(",", -1))
                        .anyMatch(part -> MessageDigest.isEqual(expected, bytes(part)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
