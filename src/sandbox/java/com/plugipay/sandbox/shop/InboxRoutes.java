package com.plugipay.sandbox.shop;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/** Takes the webhooks of the gateway, and shows them on a page. */
final class InboxRoutes {
    private final WebhookInbox inbox;
    private final ShopPages pages;

    InboxRoutes(WebhookInbox inbox, ShopPages pages) {
        this.inbox = inbox;
        this.pages = pages;
    }

    void mount(Router router) {
        router.post("/webhooks").handler(this::receive);
        router.get("/inbox").handler(context -> pages.show(context, "inbox", parameters()));
        router.get("/inbox.json").handler(this::list);
        router.get("/inbox/status")
                .handler(context -> context.json(new JsonObject().put("version", String.valueOf(inbox.deliveries()))));
    }

    private Map<String, Object> parameters() {
        return Map.of("events", inbox.newestFirst(), "refused", inbox.refused(), "version", inbox.deliveries());
    }

    private void receive(RoutingContext context) {
        Buffer body = context.body().buffer();
        WebhookInbox.Receipt receipt = inbox.receive(
                context.request().getHeader("Plugipay-Signature"), body == null ? new byte[0] : body.getBytes());
        context.response().setStatusCode(receipt.status());
        context.json(new JsonObject().put("receipt", receipt.name().toLowerCase(Locale.ROOT)));
    }

    private void list(RoutingContext context) {
        JsonArray events = new JsonArray();
        for (ReceivedEvent event : inbox.newestFirst()) {
            events.add(new JsonObject()
                    .put("id", event.id())
                    .put("type", event.type())
                    .put("receivedAt", event.receivedAt().toString())
                    .put("verified", true)
                    .put("deliveries", event.deliveries())
                    .put("body", new JsonObject(event.body())));
        }
        context.response().putHeader("Cache-Control", "no-store");
        context.json(new JsonObject().put("events", events).put("refused", inbox.refused()));
    }
}
