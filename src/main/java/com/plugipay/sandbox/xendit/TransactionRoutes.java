package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.xendit.ApiCall.Reply;
import com.plugipay.sandbox.xendit.Transactions.Line;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;

/** The account's lines with their fees, and its balance. */
final class TransactionRoutes {
    private final Transactions transactions;

    TransactionRoutes(Transactions transactions) {
        this.transactions = transactions;
    }

    void mount(XenditApi api, Router router) {
        api.on(router, HttpMethod.GET, "/transactions", this::list);
        api.on(router, HttpMethod.GET, "/transactions/:id", this::find);
        api.on(
                router,
                HttpMethod.GET,
                "/balance",
                call -> Reply.of(new JsonObject().put("balance", transactions.balance(call.account()))));
    }

    private Reply list(ApiCall call) {
        List<Line> found = transactions.of(call.account()).stream()
                .filter(line -> matches(call, "types", line.type()))
                .filter(line -> matches(call, "product_id", line.productId()))
                .filter(line -> matches(call, "reference_id", line.reference()))
                .filter(line ->
                        matches(call, "channel_categories", line.channel().kind.name()))
                .toList();
        return call.listed(found, "after_id", Line::id, Line::json).reply();
    }

    private static boolean matches(ApiCall call, String query, String value) {
        List<String> wanted = call.queries(query);
        return wanted.isEmpty() || wanted.contains(value);
    }

    private Reply find(ApiCall call) {
        return transactions.of(call.account()).stream()
                .filter(line -> line.id().equals(call.id()))
                .findFirst()
                .map(line -> Reply.of(line.json()))
                .orElseThrow(Refusal::notFound);
    }
}
