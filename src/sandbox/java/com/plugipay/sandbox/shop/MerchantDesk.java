package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the merchant says whether bank transfers have arrived. Everything on it comes from the gateway's API. */
final class MerchantDesk {
    private static final int OPEN_LIMIT = 50;
    private static final int FINISHED_LIMIT = 20;
    private static final int PAYMENT_LIMIT = 100;

    private final MerchantClient gateway;
    private final WebhookInbox inbox;
    private final ShopPages pages;

    MerchantDesk(MerchantClient gateway, WebhookInbox inbox, ShopPages pages) {
        this.gateway = gateway;
        this.inbox = inbox;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get("/desk").handler(this::show);
        router.post("/desk/:sessionId/confirm").handler(context -> decide(context, true));
        router.post("/desk/:sessionId/reject").handler(context -> decide(context, false));
    }

    private void show(RoutingContext context) {
        Future<List<JsonObject>> open = gateway.sessions("open", OPEN_LIMIT);
        Future<List<JsonObject>> complete = gateway.sessions("complete", FINISHED_LIMIT);
        Future<List<JsonObject>> canceled = gateway.sessions("canceled", FINISHED_LIMIT);
        Future<List<JsonObject>> expired = gateway.sessions("expired", FINISHED_LIMIT);
        Future<List<JsonObject>> payments = gateway.payments(PAYMENT_LIMIT);
        // Read before the lists are: a webhook in between makes the page refresh once more, never once too few.
        long version = inbox.deliveries();
        Future.all(open, complete, canceled, expired, payments)
                .map(all -> Desk.of(
                        open.result(),
                        newestFirst(Stream.of(complete.result(), canceled.result(), expired.result())),
                        bySession(payments.result())))
                .compose(desk -> pages.show(context, "desk", Map.of("desk", desk, "version", version)))
                .onFailure(context::fail);
    }

    private void decide(RoutingContext context, boolean arrived) {
        gateway.decide(context.pathParam("sessionId"), arrived)
                .compose(decided -> ShopPages.goTo(context, "/desk"))
                .onFailure(context::fail);
    }

    // Ids are ULIDs, so their order is the order of creation.
    private static List<JsonObject> newestFirst(Stream<List<JsonObject>> lists) {
        return lists.flatMap(List::stream)
                .sorted(Comparator.<JsonObject, String>comparing(each -> each.getString("id"))
                        .reversed())
                .toList();
    }

    private static Map<String, JsonObject> bySession(List<JsonObject> payments) {
        return payments.stream()
                .filter(payment -> payment.getString("checkoutSessionId") != null)
                .collect(Collectors.toMap(
                        payment -> payment.getString("checkoutSessionId"),
                        Function.identity(),
                        (newer, older) -> newer));
    }
}
