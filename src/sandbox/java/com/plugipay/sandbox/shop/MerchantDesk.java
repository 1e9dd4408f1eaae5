package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.shop.gateway.MerchantClient;
import com.plugipay.sandbox.shop.gateway.ShopCheckout;
import com.plugipay.sandbox.shop.gateway.ShopPayment;
import io.vertx.core.Future;
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
        router.post("/desk/:sessionId/confirm").handler(context -> decide(context, gateway::confirm));
        router.post("/desk/:sessionId/reject").handler(context -> decide(context, gateway::reject));
    }

    private void show(RoutingContext context) {
        Future<List<ShopCheckout>> open = gateway.sessions("open", OPEN_LIMIT);
        Future<List<ShopCheckout>> complete = gateway.sessions("complete", FINISHED_LIMIT);
        Future<List<ShopCheckout>> canceled = gateway.sessions("canceled", FINISHED_LIMIT);
        Future<List<ShopCheckout>> expired = gateway.sessions("expired", FINISHED_LIMIT);
        Future<List<ShopPayment>> payments = gateway.payments(PAYMENT_LIMIT);
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

    private static void decide(RoutingContext context, Function<String, Future<Void>> decision) {
        decision.apply(context.pathParam("sessionId"))
                .compose(done -> ShopPages.goTo(context, "/desk"))
                .onFailure(context::fail);
    }

    // Ids are ULIDs, so their order is the order of creation.
    private static List<ShopCheckout> newestFirst(Stream<List<ShopCheckout>> lists) {
        return lists.flatMap(List::stream)
                .sorted(Comparator.comparing(ShopCheckout::id).reversed())
                .toList();
    }

    private static Map<String, ShopPayment> bySession(List<ShopPayment> payments) {
        return payments.stream()
                .filter(payment -> payment.checkoutSessionId() != null)
                .collect(Collectors.toMap(
                        payment -> String.valueOf(payment.checkoutSessionId()),
                        Function.identity(),
                        (newer, older) -> newer));
    }
}
