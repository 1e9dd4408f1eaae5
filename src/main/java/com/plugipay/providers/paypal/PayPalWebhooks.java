package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks an app's credentials and registers the address of its callbacks.
 * https://developer.paypal.com/docs/api/webhooks/v1/#webhooks_post
 */
final class PayPalWebhooks {
    /** Stored with the credentials: without it no callback of this app can be verified. */
    static final String WEBHOOK_ID = "webhookId";

    private static final String PATH = "/v1/notifications/webhooks";

    /** The events that {@link PayPalCallbackEvents} reads: https://developer.paypal.com/api/rest/webhooks/event-names/. */
    private static final List<String> EVENTS = List.of(
            "CHECKOUT.ORDER.APPROVED",
            "CHECKOUT.PAYMENT-APPROVAL.REVERSED",
            "PAYMENT.CAPTURE.COMPLETED",
            "PAYMENT.CAPTURE.DECLINED",
            "PAYMENT.CAPTURE.DENIED",
            "PAYMENT.CAPTURE.PENDING",
            "PAYMENT.CAPTURE.REFUNDED",
            "PAYMENT.CAPTURE.REVERSED",
            "PAYMENT.REFUND.FAILED",
            "PAYMENT.REFUND.PENDING",
            "VAULT.PAYMENT-TOKEN.CREATED",
            "VAULT.PAYMENT-TOKEN.DELETED");

    private final PayPalApi api;
    private final CallbackUrls urls;

    PayPalWebhooks(PayPalApi api, CallbackUrls urls) {
        this.api = api;
        this.urls = urls;
    }

    /**
     * Succeeds also when PayPal refuses the address, for example because it is not https: the account can take
     * payments, and their status is polled. The reason is stored as {@code webhookError}.
     */
    Future<Outcome> setUp(ProviderAccountCredentials account) {
        String url = urls.of(PayPalFactory.KIND, account.tenant().workspaceId());
        return api.get(account, PATH).compose(reply -> switch (reply) {
            case ProviderReply.Answered answered -> {
                Optional<JsonFields> found = registered(answered.body(), url);
                Optional<String> id = found.flatMap(webhook -> PayPalJson.id(webhook, "id"));
                yield id.isPresent() ? update(account, id.get(), found.get()) : create(account, url);
            }
            case ProviderReply other -> Future.succeededFuture(failed(other));
        });
    }

    /** Adds the events that an earlier version did not read. Without them callbacks still arrive, so it may fail. */
    private Future<Outcome> update(ProviderAccountCredentials account, String id, JsonFields webhook) {
        List<JsonFields> types = webhook.list("event_types");
        List<String> known = types == null
                ? EVENTS
                : types.stream().map(type -> type.textOrEmpty("name")).toList();
        if (known.contains("*") || known.containsAll(EVENTS)) {
            return Future.succeededFuture(done(id));
        }
        ArrayNode operations = Json.MAPPER.createArrayNode();
        ObjectNode replacement = operations.addObject().put("op", "replace").put("path", "/event_types");
        putEvents(replacement.putArray("value"));
        return api.patch(account, PATH + '/' + id, operations).map(ignored -> done(id));
    }

    private static void putEvents(ArrayNode types) {
        EVENTS.forEach(name -> types.addObject().put("name", name));
    }

    private Future<Outcome> create(ProviderAccountCredentials account, String url) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("url", url);
        putEvents(body.putArray("event_types"));
        return api.post(account, PATH, null, body).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                PayPalJson.id(answered.body(), "id")
                        .map(PayPalWebhooks::done)
                        .orElseGet(() -> new Outcome.Unknown("PayPal's webhook has no id"));
            case ProviderReply other -> failed(other);
        });
    }

    private static Optional<JsonFields> registered(JsonFields list, String url) {
        return list.all("webhooks").stream()
                .filter(webhook -> webhook.textOrEmpty("url").equals(url))
                .findFirst();
    }

    private static Outcome done(String webhookId) {
        return Outcome.Succeeded.done(Map.of(WEBHOOK_ID, webhookId));
    }

    private static Outcome failed(ProviderReply reply) {
        return switch (reply) {
            case ProviderReply.Refused refused ->
                refused.status() == 401
                        ? refused.changeOutcome()
                        : Outcome.Succeeded.done(Map.of("webhookError", refused.code()));
            case ProviderReply other -> other.queryOutcome();
        };
    }
}
