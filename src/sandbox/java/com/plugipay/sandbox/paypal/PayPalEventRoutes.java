package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.paypal.PayPalNotifier.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that were sent, sending them again, and checking their signatures: the notifications of webhooks, v1.
 *
 * @param webhooks those of all apps
 */
record PayPalEventRoutes(PayPalNotifier notifier, Collection<Webhook> webhooks, SigningCertificate certificate) {
    private static final int PAGE_SIZE = 10;
    private static final int LARGEST_PAGE = 300;
    private static final List<String> SIGNATURE_FIELDS =
            List.of("auth_algo", "cert_url", "transmission_id", "transmission_sig", "transmission_time", "webhook_id");
    private static final JsonFactory JSON = new JsonFactory();

    void mount(ProviderApi<RestApp> api) {
        api.get("/v1/notifications/webhooks-events", this::list);
        api.get("/v1/notifications/webhooks-events/:id", call -> ApiReply.of(toJson(event(call))));
        api.post("/v1/notifications/webhooks-events/:id/resend", this::resend);
        api.post("/v1/notifications/verify-webhook-signature", this::verify);
    }

    private ApiReply list(ApiCall<RestApp> call) {
        Instant from = time(call, "start_time", Instant.MIN);
        Instant to = time(call, "end_time", Instant.MAX);
        List<JsonObject> events = notifier.newestFirst(call.merchant()).stream()
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
                .filter(event ->
                        call.query("event_type").map(event.type()::equals).orElse(true))
                .filter(event -> call.query("transaction_id")
                        .map(event.resourceId()::equals)
                        .orElse(true))
                .limit(pageSize(call))
                .map(PayPalEventRoutes::toJson)
                .toList();
        return ApiReply.of(json("events", array(events.stream()), "count", events.size(), "links", new JsonArray()));
    }

    /** To the webhooks that are named, or else to all that want it. */
    private ApiReply resend(ApiCall<RestApp> call) {
        Event event = event(call);
        Object named = PayPalEndpoints.body(call).getValue("webhook_ids");
        List<?> ids = named instanceof JsonArray array ? array.getList() : List.of();
        webhooks.stream()
                .filter(webhook -> webhook.app().equals(call.merchant()))
                .filter(webhook -> ids.isEmpty() ? webhook.wants(event.type()) : ids.contains(webhook.id()))
                .forEach(webhook -> notifier.send(event, webhook));
        return ApiReply.of(202, toJson(event));
    }

    private Event event(ApiCall<RestApp> call) {
        return notifier.newestFirst(call.merchant()).stream()
                .filter(event -> event.id().equals(call.id()))
                .findFirst()
                .orElseThrow(PayPalErrors::noSuchWebhook);
    }

    private static JsonObject toJson(Event event) {
        return event.body().toJsonObject();
    }

    private static int pageSize(ApiCall<RestApp> call) {
        try {
            return call.query("page_size")
                    .map(size -> Math.clamp(Integer.parseInt(size), 1, LARGEST_PAGE))
                    .orElse(PAGE_SIZE);
        } catch (NumberFormatException malformed) {
            throw PayPalErrors.webhookField("page_size", "Not a valid page size");
        }
    }

    private static Instant time(ApiCall<RestApp> call, String name, Instant otherwise) {
        try {
            return call.query(name)
                    .map(text -> OffsetDateTime.parse(text).toInstant())
                    .orElse(otherwise);
        } catch (DateTimeParseException malformed) {
            throw PayPalErrors.webhookField(name, "Not a valid date and time");
        }
    }

    private ApiReply verify(ApiCall<RestApp> call) {
        JsonObject body = PayPalEndpoints.body(call);
        for (String field : SIGNATURE_FIELDS) {
            if (!(body.getValue(field) instanceof String)) {
                throw PayPalErrors.webhookField(field, "Required field is missing");
            }
        }
        Buffer event = rawEvent(call.bytes());
        if (event == null) {
            throw PayPalErrors.webhookField("webhook_event", "Required field is missing");
        }
        String webhookId = body.getString("webhook_id");
        boolean holds = body.getString("auth_algo").equals(SigningCertificate.ALGORITHM)
                && body.getString("cert_url").equals(notifier.certificateUrl())
                && webhooks.stream()
                        .anyMatch(webhook ->
                                webhook.id().equals(webhookId) && webhook.app().equals(call.merchant()))
                && certificate.verifies(
                        PayPalNotifier.message(
                                body.getString("transmission_id"),
                                body.getString("transmission_time"),
                                webhookId,
                                event),
                        body.getString("transmission_sig"));
        return ApiReply.of(json("verification_status", holds ? "SUCCESS" : "FAILURE"));
    }

    /** The event as it stands in the body, byte for byte: written anew it would have another checksum. */
    private static @Nullable Buffer rawEvent(Buffer body) {
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("webhook_event");
                JsonToken value = parser.nextToken();
                int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                if (found) {
                    int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                    return value == JsonToken.START_OBJECT ? body.slice(start, end) : null;
                }
            }
            return null;
        } catch (IOException malformed) {
            return null;
        }
    }
}
