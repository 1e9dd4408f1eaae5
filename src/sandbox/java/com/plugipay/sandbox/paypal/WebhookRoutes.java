package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.paypal.PayPalNotifier.Event;
import com.plugipay.sandbox.paypal.api.PayPalEndpoints;
import com.plugipay.sandbox.paypal.api.PayPalErrors;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Webhooks v1: who subscribes to what, the events that were sent, and sending them again. */
record WebhookRoutes(PayPalTools tools, PayPalNotifier notifier) {
    private static final String WEBHOOKS = "/v1/notifications/webhooks";
    private static final String EVENTS = "/v1/notifications/webhooks-events";
    private static final int MOST_WEBHOOKS = 10;
    private static final int LISTED_EVENTS = 10;

    void mount(ProviderApi<RestApp> api) {
        api.get(WEBHOOKS, this::list);
        api.post(WEBHOOKS, this::create);
        api.get(
                WEBHOOKS + "/:id",
                call -> ApiReply.of(find(call, notifier.webhooks()).toJson(tools)));
        api.on(HttpMethod.PATCH, WEBHOOKS + "/:id", this::update);
        api.on(HttpMethod.DELETE, WEBHOOKS + "/:id", this::delete);
        api.get(EVENTS, this::listEvents);
        api.get(
                EVENTS + "/:id",
                call -> ApiReply.of(find(call, notifier.events()).json()));
        api.post(EVENTS + "/:id/resend", this::resend);
    }

    private static <T extends Ledger.Owned> T find(ApiCall<RestApp> call, Ledger<T> ledger) {
        return ledger.find(call.merchant(), call.id()).orElseThrow(PayPalErrors::noSuchWebhook);
    }

    private ApiReply list(ApiCall<RestApp> call) {
        List<Webhook> oldestFirst = notifier.webhooks().of(call.merchant()).reversed();
        return ApiReply.of(json("webhooks", array(oldestFirst.stream().map(webhook -> webhook.toJson(tools)))));
    }

    private ApiReply create(ApiCall<RestApp> call) {
        JsonObject body = PayPalEndpoints.body(call);
        Webhook webhook = new Webhook(
                tools.newId(),
                call.merchant(),
                Webhook.url(body.getValue("url")),
                Webhook.eventTypes(body.getValue("event_types")));
        requireNew(webhook);
        if (notifier.webhooks().of(call.merchant()).size() >= MOST_WEBHOOKS) {
            throw PayPalErrors.named(400, "WEBHOOK_NUMBER_LIMIT_EXCEEDED", "The webhook's number limit has exceeded.");
        }
        notifier.webhooks().add(webhook);
        return ApiReply.of(201, webhook.toJson(tools));
    }

    private ApiReply update(ApiCall<RestApp> call) {
        Webhook before = find(call, notifier.webhooks());
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
        requireNew(after);
        notifier.webhooks().add(after);
        return ApiReply.of(after.toJson(tools));
    }

    private static JsonArray operations(ApiCall<RestApp> call) {
        try {
            return call.bytes().toJsonArray();
        } catch (DecodeException | ClassCastException malformed) {
            throw PayPalIssue.MALFORMED_REQUEST_JSON.at("/");
        }
    }

    /** An app has one webhook for each URL. */
    private void requireNew(Webhook webhook) {
        if (notifier.webhooks().of(webhook.owner()).stream()
                .anyMatch(other ->
                        other.url().equals(webhook.url()) && !other.id().equals(webhook.id()))) {
            throw PayPalErrors.named(400, "WEBHOOK_URL_ALREADY_EXISTS", "Webhook URL already exists.");
        }
    }

    private ApiReply delete(ApiCall<RestApp> call) {
        notifier.webhooks().remove(find(call, notifier.webhooks()));
        return ApiReply.empty(204);
    }

    private ApiReply listEvents(ApiCall<RestApp> call) {
        JsonArray newest = array(notifier.events().of(call.merchant()).stream()
                .limit(LISTED_EVENTS)
                .map(Event::json));
        return ApiReply.of(json("events", newest, "count", newest.size(), "links", new JsonArray()));
    }

    private ApiReply resend(ApiCall<RestApp> call) {
        Event event = find(call, notifier.events());
        notifier.send(event);
        return ApiReply.of(202, event.json());
    }
}
