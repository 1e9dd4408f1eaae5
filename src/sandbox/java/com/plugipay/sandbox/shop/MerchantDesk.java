package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.StandInPages;
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
record MerchantDesk(MerchantClient gateway, WebhookInbox inbox, ShopPages pages) {
    private static final int OPEN_LIMIT = 50;
    private static final int FINISHED_LIMIT = 20;
    private static final int PAYMENT_LIMIT = 100;
    /** What the buyer says is paid comes first: somebody waits for it. */
    private static final Comparator<DeskEntry> CLAIMED_FIRST =
            Comparator.comparing(DeskEntry::claimed).reversed();
    /** Ids are ULIDs, so their order is the order of creation. */
    private static final Comparator<DeskEntry> NEWEST_FIRST = Comparator.<DeskEntry, String>comparing(
                    entry -> entry.session().getString("id"))
            .reversed();

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
                .compose(all -> {
                    Map<String, JsonObject> paid = bySession(payments.result());
                    List<DeskEntry> waiting = entries(paid, Stream.of(open), CLAIMED_FIRST);
                    List<DeskEntry> finished = entries(paid, Stream.of(complete, canceled, expired), NEWEST_FIRST);
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

    private static List<DeskEntry> entries(
            Map<String, JsonObject> paid, Stream<Future<List<JsonObject>>> lists, Comparator<DeskEntry> order) {
        return lists.flatMap(list -> list.result().stream())
                .map(session -> new DeskEntry(session, paid.get(session.getString("id"))))
                .sorted(order)
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
