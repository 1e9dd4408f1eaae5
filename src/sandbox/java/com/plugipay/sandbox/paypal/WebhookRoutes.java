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
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks v1: who subscribes to what, the events that were sent, sending them again, and checking their signatures.
 *
 * @param webhooks those of all apps by their ids
 */
record WebhookRoutes(
        PayPalTools tools, Map<String, Webhook> webhooks, PayPalNotifier notifier, CertificateAuthority authority) {
    private static final String WEBHOOKS = "/v1/notifications/webhooks";
    private static final String EVENTS = "/v1/notifications/webhooks-events";
    private static final int MOST = 10;
    private static final int PAGE_SIZE = 10;
    private static final int LARGEST_PAGE = 300;
    private static final List<String> SIGNATURE_FIELDS =
            List.of("auth_algo", "cert_url", "transmission_id", "transmission_sig", "transmission_time", "webhook_id");
    private static final JsonFactory JSON = new JsonFactory();

    void mount(ProviderApi<RestApp> api) {
        api.get(WEBHOOKS, this::list);
        api.post(WEBHOOKS, this::create);
        api.get(WEBHOOKS + "/:id", call -> ApiReply.of(find(call).toJson(tools)));
        api.on(HttpMethod.PATCH, WEBHOOKS + "/:id", this::update);
        api.on(HttpMethod.DELETE, WEBHOOKS + "/:id", this::delete);
        api.get(EVENTS, this::listEvents);
        api.get(EVENTS + "/:id", call -> ApiReply.of(event(call).json()));
        api.post(EVENTS + "/:id/resend", this::resend);
        api.post("/v1/notifications/verify-webhook-signature", this::verify);
    }

    private ApiReply list(ApiCall<RestApp> call) {
        return ApiReply.of(json("webhooks", array(of(call.merchant()).stream().map(webhook -> webhook.toJson(tools)))));
    }

    private List<Webhook> of(RestApp app) {
        return webhooks.values().stream()
                .filter(webhook -> webhook.app().equals(app))
                .toList();
    }

    private ApiReply create(ApiCall<RestApp> call) {
        JsonObject body = PayPalEndpoints.body(call);
        Webhook webhook = new Webhook(
                tools.newId(),
                call.merchant(),
                Webhook.url(body.getValue("url")),
                Webhook.eventTypes(body.getValue("event_types")));
        requireNew(call.merchant(), webhook.url());
        if (of(call.merchant()).size() >= MOST) {
            throw PayPalErrors.named(400, "WEBHOOK_NUMBER_LIMIT_EXCEEDED", "The webhook's number limit has exceeded.");
        }
        webhooks.put(webhook.id(), webhook);
        return ApiReply.of(201, webhook.toJson(tools));
    }

    private ApiReply update(ApiCall<RestApp> call) {
        Webhook before = find(call);
        Webhook after = before;
        for (Object operation : operations(call)) {
            if (!(operation instanceof JsonObject patch && "replace".equals(patch.getValue("op")))) {
                throw PayPalErrors.webhookField("op", "Only replace is supported");
            }
            after = after.patched(patch);
        }
        if (after.equals(before)) {
            throw PayPalErrors.named(400, "WEBHOOK_PATCH_REQUEST_NO_CHANGE", "No change in webhook patch request.");
        }
        if (!after.url().equals(before.url())) {
            requireNew(call.merchant(), after.url());
        }
        webhooks.put(after.id(), after);
        return ApiReply.of(after.toJson(tools));
    }

    private static JsonArray operations(ApiCall<RestApp> call) {
        try {
            return call.bytes().toJsonArray();
        } catch (DecodeException | ClassCastException malformed) {
            throw PayPalIssue.MALFORMED_REQUEST_JSON.at("/");
        }
    }

    private ApiReply delete(ApiCall<RestApp> call) {
        webhooks.remove(find(call).id());
        return ApiReply.empty(204);
    }

    private Webhook find(ApiCall<RestApp> call) {
        Webhook webhook = webhooks.get(call.id());
        if (webhook == null || !webhook.app().equals(call.merchant())) {
            throw PayPalErrors.noSuchWebhook();
        }
        return webhook;
    }

    private void requireNew(RestApp app, String url) {
        if (of(app).stream().anyMatch(webhook -> webhook.url().equals(url))) {
            throw PayPalErrors.named(400, "WEBHOOK_URL_ALREADY_EXISTS", "Webhook URL already exists.");
        }
    }

    private ApiReply listEvents(ApiCall<RestApp> call) {
        Instant from = time(call, "start_time", Instant.MIN);
        Instant to = time(call, "end_time", Instant.MAX);
        List<JsonObject> events = notifier.newestFirst(call.merchant()).stream()
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
                .filter(event -> asked(call, "event_type", event.type()))
                .filter(event -> asked(call, "transaction_id", event.resourceId()))
                .limit(pageSize(call))
                .map(Event::json)
                .toList();
        return ApiReply.of(json("events", array(events.stream()), "count", events.size(), "links", new JsonArray()));
    }

    private static boolean asked(ApiCall<RestApp> call, String parameter, String value) {
        return call.query(parameter).map(value::equals).orElse(true);
    }

    /** To the webhooks that are named, or else to all that want it. */
    private ApiReply resend(ApiCall<RestApp> call) {
        Event event = event(call);
        Object named = PayPalEndpoints.body(call).getValue("webhook_ids");
        List<?> ids = named instanceof JsonArray array ? array.getList() : List.of();
        of(call.merchant()).stream()
                .filter(webhook -> ids.isEmpty() ? webhook.wants(event.type()) : ids.contains(webhook.id()))
                .forEach(webhook -> notifier.send(event, webhook));
        return ApiReply.of(202, event.json());
    }

    private Event event(ApiCall<RestApp> call) {
        return notifier.newestFirst(call.merchant()).stream()
                .filter(event -> event.id().equals(call.id()))
                .findFirst()
                .orElseThrow(PayPalErrors::noSuchWebhook);
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
        String message = PayPalNotifier.message(
                body.getString("transmission_id"), body.getString("transmission_time"), webhookId, event);
        boolean holds = body.getString("auth_algo").equals(CertificateAuthority.ALGORITHM)
                && body.getString("cert_url").equals(notifier.certificateUrl())
                && of(call.merchant()).stream().anyMatch(webhook -> webhook.id().equals(webhookId))
                && authority.verifies(message, body.getString("transmission_sig"));
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
