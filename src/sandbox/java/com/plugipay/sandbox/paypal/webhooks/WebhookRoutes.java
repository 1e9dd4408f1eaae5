package com.plugipay.sandbox.paypal.webhooks;

import com.plugipay.sandbox.paypal.Links;
import com.plugipay.sandbox.paypal.PayPalIds;
import com.plugipay.sandbox.paypal.RestApp;
import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import com.plugipay.sandbox.paypal.api.Replies;
import com.plugipay.sandbox.paypal.api.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who subscribes to what: the management of webhooks, v1. */
public final class WebhookRoutes {
    private static final int MOST = 10;

    private final PayPalIds ids;
    private final Links links;
    private final Replies replies;
    private final Map<String, Webhook> webhooks = new LinkedHashMap<>();

    public WebhookRoutes(PayPalIds ids, Links links, Replies replies) {
        this.ids = ids;
        this.links = links;
        this.replies = replies;
    }

    public void mount(Router router) {
        router.get("/v1/notifications/webhooks").handler(this::list);
        router.post("/v1/notifications/webhooks").handler(this::create);
        router.get("/v1/notifications/webhooks/:id").handler(this::show);
        router.patch("/v1/notifications/webhooks/:id").handler(this::update);
        router.delete("/v1/notifications/webhooks/:id").handler(this::delete);
    }

    List<Webhook> of(RestApp app) {
        return webhooks.values().stream()
                .filter(webhook -> webhook.clientId().equals(app.clientId()))
                .toList();
    }

    private void list(RoutingContext context) {
        JsonArray all = new JsonArray();
        of(Request.app(context)).forEach(webhook -> all.add(webhook.toJson(links)));
        replies.send(context, 200, new JsonObject().put("webhooks", all));
    }

    private void create(RoutingContext context) {
        JsonObject body = Request.object(context);
        RestApp app = Request.app(context);
        Webhook webhook = new Webhook(
                ids.next(),
                app.clientId(),
                Webhook.url(body.getValue("url")),
                Webhook.eventTypes(body.getValue("event_types")));
        mustBeNew(app, webhook.url());
        if (of(app).size() >= MOST) {
            throw PayPalRefusal.webhooks(
                    400, "WEBHOOK_NUMBER_LIMIT_EXCEEDED", "The webhook's number limit has exceeded.");
        }
        webhooks.put(webhook.id(), webhook);
        replies.send(context, 201, webhook.toJson(links));
    }

    private void show(RoutingContext context) {
        replies.send(context, 200, webhook(context).toJson(links));
    }

    /** A JSON patch that can only replace. */
    private void update(RoutingContext context) {
        Webhook before = webhook(context);
        Webhook after = before;
        for (Object operation : Request.array(context)) {
            if (!(operation instanceof JsonObject patch && "replace".equals(patch.getValue("op")))) {
                throw PayPalRefusal.webhookField("op", "Only replace is supported");
            }
            after = switch (String.valueOf(patch.getValue("path"))) {
                case "/url" -> after.withUrl(Webhook.url(patch.getValue("value")));
                case "/event_types" -> after.withEventTypes(Webhook.eventTypes(patch.getValue("value")));
                default -> throw PayPalRefusal.webhookField("path", "Not a valid path");
            };
        }
        if (after.equals(before)) {
            throw PayPalRefusal.webhooks(400, "WEBHOOK_PATCH_REQUEST_NO_CHANGE", "No change in webhook patch request.");
        }
        if (!after.url().equals(before.url())) {
            mustBeNew(Request.app(context), after.url());
        }
        webhooks.put(after.id(), after);
        replies.send(context, 200, after.toJson(links));
    }

    private void delete(RoutingContext context) {
        webhooks.remove(webhook(context).id());
        replies.noContent(context);
    }

    private Webhook webhook(RoutingContext context) {
        Webhook webhook = webhooks.get(context.pathParam("id"));
        if (webhook == null || !webhook.clientId().equals(Request.app(context).clientId())) {
            throw PayPalRefusal.webhooks(404, "INVALID_RESOURCE_ID", "The requested resource ID was not found");
        }
        return webhook;
    }

    private void mustBeNew(RestApp app, String url) {
        if (of(app).stream().anyMatch(webhook -> webhook.url().equals(url))) {
            throw PayPalRefusal.webhooks(400, "WEBHOOK_URL_ALREADY_EXISTS", "Webhook URL already exists.");
        }
    }
}
