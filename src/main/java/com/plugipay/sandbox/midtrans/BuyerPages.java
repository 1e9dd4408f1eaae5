package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.standins.StandInPages;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * Where buyers do what they were told to do: the wallet's app, the bank's password, and one counter that takes QR
 * codes, account numbers, bill keys, payment codes and phones, as Midtrans's own simulator does.
 */
final class BuyerPages {
    private final StandInTools tools;
    private final Transactions transactions;
    private final Cashier cashier;
    private final Charges charges;
    private final StandInPages pages;

    BuyerPages(StandInTools tools, Transactions transactions, Cashier cashier, Charges charges, StandInPages pages) {
        this.tools = tools;
        this.transactions = transactions;
        this.cashier = cashier;
        this.charges = charges;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get("/simulator").handler(context -> counter(context, 200, ""));
        router.post("/simulator").handler(this::find);
        router.get("/simulator/:id").handler(this::show);
        router.post("/simulator/:id").handler(this::act);
        router.get("/wallet/:id").handler(this::wallet);
        router.post("/wallet/:id").handler(this::answerInWallet);
        router.get("/3ds/:id").handler(context -> bank(context, transaction(context)));
        router.post("/3ds/:id").handler(this::authenticate);
    }

    private void find(RoutingContext context) {
        String code = SnapPages.text(context.request().formAttributes(), "code");
        Optional<Transaction> found = lookUp(code);
        if (found.isEmpty()) {
            counter(context, 404, "Nothing is to be paid with that.");
        } else {
            StandInPages.goTo(
                    context, tools.baseUrl().get() + "/simulator/" + found.get().id());
        }
    }

    private Optional<Transaction> lookUp(String code) {
        String bare = code.replaceAll("[\\s+-]", "");
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        return transactions
                .first(one -> one.pending() && PaymentCodes.opens(one, code, bare))
                .or(() -> transactions.first(one -> PaymentCodes.opens(one, code, bare)));
    }

    private void counter(RoutingContext context, int status, String problem) {
        pages.show(context, status, "midtrans/simulator", Map.of("problem", problem));
    }

    private void show(RoutingContext context) {
        pages.show(context, 200, "midtrans/charge", Map.of("view", ChargePage.of(transaction(context))));
    }

    private void act(RoutingContext context) {
        Transaction transaction = transaction(context);
        switch (SnapPages.text(context.request().formAttributes(), "action")) {
            case "pay" -> cashier.pay(transaction);
            case "deny" -> cashier.deny(transaction);
            case "expire" -> cashier.expire(transaction);
            default -> throw Refusal.invalid("There is no such button");
        }
        StandInPages.goTo(context, tools.baseUrl().get() + "/simulator/" + transaction.id());
    }

    private void wallet(RoutingContext context) {
        pages.show(context, 200, "midtrans/wallet", Map.of("view", ChargePage.of(transaction(context))));
    }

    private void answerInWallet(RoutingContext context) {
        Transaction transaction = transaction(context);
        if (SnapPages.text(context.request().formAttributes(), "action").equals("approve")) {
            cashier.pay(transaction);
        } else {
            cashier.deny(transaction);
        }
        goBack(context, transaction);
    }

    private void bank(RoutingContext context, Transaction transaction) {
        pages.show(context, 200, "midtrans/bank", Map.of("view", ChargePage.of(transaction)));
    }

    private void authenticate(RoutingContext context) {
        Transaction transaction = transaction(context);
        charges.authenticate(transaction, SnapPages.text(context.request().formAttributes(), "password"));
        goBack(context, transaction);
    }

    private void goBack(RoutingContext context, Transaction transaction) {
        String back = transaction.returnUrl();
        StandInPages.goTo(
                context,
                back == null
                        ? tools.baseUrl().get() + "/simulator/" + transaction.id()
                        : Returns.with(back, transaction));
    }

    private Transaction transaction(RoutingContext context) {
        return transactions.find(context.pathParam("id")).map(cashier::upToDate).orElseThrow(Refusal::notFound);
    }

    /** A page that only says something. */
    static void message(StandInPages pages, RoutingContext context, int status, String message) {
        pages.show(context, status, "midtrans/message", Map.of("message", message));
    }
}
