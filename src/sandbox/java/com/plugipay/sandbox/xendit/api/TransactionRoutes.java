package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.xendit.BalanceTransactions;
import com.plugipay.sandbox.xendit.BalanceTransactions.Line;
import com.plugipay.sandbox.xendit.api.ApiCall.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The account's lines with their fees, and its balance: https://docs.xendit.co/apidocs/list-transactions. */
public final class TransactionRoutes {
    private static final int LONGEST_PAGE = 50;

    private final BalanceTransactions transactions;

    public TransactionRoutes(BalanceTransactions transactions) {
        this.transactions = transactions;
    }

    public void mount(XenditEndpoints api, Router router) {
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
                .filter(line -> matches(call, "statuses", line.json().getString("status")))
                .filter(line -> matches(call, "currency", line.json().getString("currency")))
                .filter(line -> isWithin(call, "created", line.at()))
                .filter(line -> isWithin(call, "updated", line.at()))
                .filter(line -> matches(call, "product_id", line.productId()))
                .filter(line -> matches(call, "reference_id", line.reference()))
                .filter(line ->
                        matches(call, "channel_categories", line.channel().kind.name()))
                .toList();
        return call.listed(found, "after_id", LONGEST_PAGE, Line::id, Line::json)
                .reply();
    }

    private static boolean matches(ApiCall call, String query, String value) {
        List<String> wanted = call.queries(query);
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static boolean isWithin(ApiCall call, String query, Instant at) {
        return call.query(query + "[gte]")
                        .map(from -> !at.isBefore(instant(query, from)))
                        .orElse(true)
                && call.query(query + "[lte]")
                        .map(to -> !at.isAfter(instant(query, to)))
                        .orElse(true);
    }

    private static Instant instant(String query, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException nonsense) {
            throw XenditRefusal.invalid(query, query + " must be a date in ISO 8601");
        }
    }

    private Reply find(ApiCall call) {
        return transactions.of(call.account()).stream()
                .filter(line -> line.id().equals(call.id()))
                .findFirst()
                .map(line -> Reply.of(line.json()))
                .orElseThrow(XenditRefusal::notFound);
    }
}
