package com.plugipay.sandbox.paypal.webhooks;

import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import com.plugipay.sandbox.paypal.api.Replies;
import com.plugipay.sandbox.paypal.api.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/** What was told, and telling it again: the notifications of webhooks, v1. */
public final class PayPalEventRoutes {
    private static final int PAGE_SIZE = 10;
    private static final int LARGEST_PAGE = 300;

    private final PayPalNotifier notifier;
    private final WebhookRoutes webhooks;
    private final Transmitter transmitter;
    private final Replies replies;

    public PayPalEventRoutes(
            PayPalNotifier notifier, WebhookRoutes webhooks, Transmitter transmitter, Replies replies) {
        this.notifier = notifier;
        this.webhooks = webhooks;
        this.transmitter = transmitter;
        this.replies = replies;
    }

    public void mount(Router router) {
        router.get("/v1/notifications/webhooks-events").handler(this::list);
        router.get("/v1/notifications/webhooks-events/:id").handler(this::show);
        router.post("/v1/notifications/webhooks-events/:id/resend").handler(this::resend);
    }

    private void list(RoutingContext context) {
        Instant from = time(context, "start_time", Instant.MIN);
        Instant to = time(context, "end_time", Instant.MAX);
        String type = parameter(context, "event_type", "");
        String transaction = parameter(context, "transaction_id", "");
        JsonArray events = new JsonArray();
        notifier.newestFirst(Request.app(context)).stream()
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
                .filter(event -> type.isEmpty() || event.eventType().equals(type))
                .filter(event -> transaction.isEmpty() || event.resourceId().equals(transaction))
                .limit(pageSize(context))
                .forEach(event -> events.add(event.json()));
        replies.send(
                context,
                200,
                new JsonObject()
                        .put("events", events)
                        .put("count", events.size())
                        .put("links", new JsonArray()));
    }

    private void show(RoutingContext context) {
        replies.send(context, 200, event(context).json());
    }

    /** To the webhooks that are named, or else to all that want it. */
    private void resend(RoutingContext context) {
        PayPalEvent event = event(context);
        Object named = Request.object(context).getValue("webhook_ids");
        List<?> ids = named instanceof JsonArray array ? array.getList() : List.of();
        webhooks.of(Request.app(context)).stream()
                .filter(webhook -> ids.isEmpty() ? webhook.wants(event.eventType()) : ids.contains(webhook.id()))
                .forEach(webhook -> transmitter.send(event, webhook));
        replies.send(context, 202, event.json());
    }

    private PayPalEvent event(RoutingContext context) {
        String id = context.pathParam("id");
        return notifier.newestFirst(Request.app(context)).stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        PayPalRefusal.webhooks(404, "INVALID_RESOURCE_ID", "The requested resource ID was not found"));
    }

    private static int pageSize(RoutingContext context) {
        try {
            int size = Integer.parseInt(parameter(context, "page_size", String.valueOf(PAGE_SIZE)));
            return Math.clamp(size, 1, LARGEST_PAGE);
        } catch (NumberFormatException wrong) {
            throw PayPalRefusal.webhookField("page_size", "Not a valid page size");
        }
    }

    private static Instant time(RoutingContext context, String name, Instant otherwise) {
        String text = parameter(context, name, "");
        try {
            return text.isEmpty() ? otherwise : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException wrong) {
            throw PayPalRefusal.webhookField(name, "Not a valid date and time");
        }
    }

    private static String parameter(RoutingContext context, String name, String otherwise) {
        String value = context.request().getParam(name);
        return value == null ? otherwise : value;
    }
}
