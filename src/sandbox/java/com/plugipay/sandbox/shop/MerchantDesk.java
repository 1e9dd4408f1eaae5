package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the merchant says whether bank transfers have arrived. Everything on it comes from the gateway's API. */
record MerchantDesk(MerchantClient gateway, WebhookInbox inbox, ShopPages pages) {
    /** What the buyer says is paid comes first: somebody waits for it. */
    private static final Comparator<DeskEntry> CLAIMED_FIRST =
            Comparator.comparing(DeskEntry::claimed).reversed();

    void mount(Router router) {
        router.get("/desk").handler(this::show);
        router.post("/desk/:sessionId/confirm").handler(context -> decide(context, true));
        router.post("/desk/:sessionId/reject").handler(context -> decide(context, false));
    }

    private void show(RoutingContext context) {
        Future<List<JsonObject>> open = gateway.list("/v1/checkout-sessions?status=open&limit=50");
        Future<List<JsonObject>> newest = gateway.list("/v1/checkout-sessions?limit=60");
        Future<List<JsonObject>> payments = gateway.list("/v1/payments?limit=100");
        // Read before the lists are: a webhook in between makes the page refresh once more, never once too few.
        long version = inbox.deliveries();
        Future.all(open, newest, payments)
                .compose(all -> {
                    Map<String, JsonObject> paid = new HashMap<>();
                    payments.result().reversed().forEach(each -> paid.put(each.getString("checkoutSessionId"), each));
                    List<DeskEntry> waiting =
                            entries(open.result(), paid).sorted(CLAIMED_FIRST).toList();
                    List<DeskEntry> finished = entries(newest.result(), paid)
                            .filter(DeskEntry::finished)
                            .toList();
                    return pages.show(
                            context, "desk", Map.of("open", waiting, "finished", finished, "version", version));
                })
                .onFailure(context::fail);
    }

    private void decide(RoutingContext context, boolean arrived) {
        gateway.decide(context.pathParam("sessionId"), arrived)
                .compose(decided -> StandInPages.goTo(context, "/desk"))
                .onFailure(context::fail);
    }

    private static Stream<DeskEntry> entries(List<JsonObject> sessions, Map<String, JsonObject> paid) {
        // Where a payment method is stored, nobody pays.
        return sessions.stream()
                .filter(session -> !"setup".equals(session.getString("purpose")))
                .map(session -> new DeskEntry(session, paid.get(session.getString("id"))));
    }
}
