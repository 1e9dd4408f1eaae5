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
            "PAYMENT.REFUND.PENDING");

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
                Optional<String> id = registered(answered.body(), url);
                yield id.isPresent() ? Future.succeededFuture(done(id.get())) : create(account, url);
            }
            case ProviderReply other -> Future.succeededFuture(failed(other));
        });
    }

    private Future<Outcome> create(ProviderAccountCredentials account, String url) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("url", url);
        ArrayNode types = body.putArray("event_types");
        EVENTS.forEach(name -> types.addObject().put("name", name));
        return api.post(account, PATH, null, body).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                PayPalJson.id(answered.body(), "id")
                        .map(PayPalWebhooks::done)
                        .orElseGet(() -> new Outcome.Unknown("PayPal's webhook has no id"));
            case ProviderReply other -> failed(other);
        });
    }

    private static Optional<String> registered(JsonFields list, String url) {
        for (JsonFields webhook : list.all("webhooks")) {
            if (webhook.textOrEmpty("url").equals(url)) {
                return PayPalJson.id(webhook, "id");
            }
        }
        return Optional.empty();
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
