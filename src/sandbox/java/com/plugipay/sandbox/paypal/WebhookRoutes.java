package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Who subscribes to what: the management of webhooks, v1.
 *
 * @param webhooks those of all apps by their ids
 */
record WebhookRoutes(PayPalTools tools, Map<String, Webhook> webhooks) {
    private static final int MOST = 10;

    void mount(ProviderApi<RestApp> api) {
        api.get(
                "/v1/notifications/webhooks",
                call -> ApiReply.of(
                        json("webhooks", array(of(call.merchant()).stream().map(webhook -> webhook.toJson(tools))))));
        api.post("/v1/notifications/webhooks", this::create);
        api.get("/v1/notifications/webhooks/:id", call -> ApiReply.of(find(call).toJson(tools)));
        api.on(HttpMethod.PATCH, "/v1/notifications/webhooks/:id", this::update);
        api.on(HttpMethod.DELETE, "/v1/notifications/webhooks/:id", this::delete);
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

    /** A JSON patch that can only replace. */
    private ApiReply update(ApiCall<RestApp> call) {
        Webhook before = find(call);
        Webhook after = before;
        for (Object operation : operations(call)) {
            if (!(operation instanceof JsonObject patch && "replace".equals(patch.getValue("op")))) {
                throw PayPalErrors.webhookField("op", "Only replace is supported");
            }
            after = switch (String.valueOf(patch.getValue("path"))) {
                case "/url" -> after.withUrl(Webhook.url(patch.getValue("value")));
                case "/event_types" -> after.withEventTypes(Webhook.eventTypes(patch.getValue("value")));
                default -> throw PayPalErrors.webhookField("path", "Not a valid path");
            };
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
            throw PayPalErrors.malformed();
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
}
