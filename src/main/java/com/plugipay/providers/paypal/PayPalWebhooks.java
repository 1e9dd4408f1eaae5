package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks an app's credentials and has it send its webhooks to us.
 * https://developer.paypal.com/docs/api/webhooks/v1/#webhooks_post
 */
final class PayPalWebhooks {
    /** Kept beside the credentials: without it no callback of this app can be checked. */
    static final String WEBHOOK_ID = "webhookId";

    private static final String PATH = "/v1/notifications/webhooks";

    /** What {@link PayPalCallbackEvents} reads: https://developer.paypal.com/api/rest/webhooks/event-names/. */
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
            "PAYMENT.REFUND.PENDING");

    private final PayPalApi api;
    private final CallbackUrls urls;

    PayPalWebhooks(PayPalApi api, CallbackUrls urls) {
        this.api = api;
        this.urls = urls;
    }

    /**
     * Succeeds also when PayPal refuses our address, which it does when that is not https: the account can take money,
     * and payments are found out by asking instead of by being told. What is missing stands in {@code webhookError}.
     */
    Future<Outcome> setUp(PayPalApp app) {
        String url = urls.of(PayPalFactory.KIND, app.tenant().workspaceId());
        return api.get(app, PATH).compose(reply -> switch (reply) {
            case PayPalReply.Done done -> {
                Optional<String> id = registered(done.body(), url);
                yield id.isPresent() ? Future.succeededFuture(done(id.get())) : create(app, url);
            }
            case PayPalReply other -> Future.succeededFuture(failed(other));
        });
    }

    private Future<Outcome> create(PayPalApp app, String url) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("url", url);
        ArrayNode types = body.putArray("event_types");
        EVENTS.forEach(name -> types.addObject().put("name", name));
        return api.post(app, PATH, null, body).map(reply -> switch (reply) {
            case PayPalReply.Done done ->
                PayPalJson.id(done.body(), "id")
                        .map(PayPalWebhooks::done)
                        .orElseGet(() -> new Outcome.Unknown("PayPal's webhook has no id"));
            case PayPalReply other -> failed(other);
        });
    }

    private static Optional<String> registered(JsonNode list, String url) {
        for (JsonNode webhook : list.path("webhooks")) {
            if (PayPalJson.text(webhook, "url").equals(url)) {
                return PayPalJson.id(webhook, "id");
            }
        }
        return Optional.empty();
    }

    private static Outcome done(String webhookId) {
        return Outcome.Succeeded.done(Map.of(WEBHOOK_ID, webhookId));
    }

    private static Outcome failed(PayPalReply reply) {
        return switch (reply) {
            case PayPalReply.Refused refused -> Outcome.Succeeded.done(Map.of("webhookError", refused.issue()));
            case PayPalReply.NoAccess no -> new Outcome.Rejected(no.code(), no.message());
            case PayPalReply other -> PayPalStatus.unknown(other);
        };
    }
}
