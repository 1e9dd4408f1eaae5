package com.plugipay.sandbox.midtrans.pages;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.MidtransChargeCreator;
import com.plugipay.sandbox.midtrans.MidtransLedger;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentProcessor;
import com.plugipay.sandbox.midtrans.PaymentCodes;
import com.plugipay.sandbox.midtrans.api.MidtransRefusal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * Where buyers do what they were told to do: the wallet's app, the bank's password, and one counter that takes QR
 * codes, account numbers, bill keys, payment codes and phones, as Midtrans's own simulator does.
 */
public final class MidtransBuyerPages {
    private final StandInTools tools;
    private final MidtransLedger transactions;
    private final MidtransPaymentProcessor processor;
    private final MidtransChargeCreator charges;
    private final StandInPages pages;

    public MidtransBuyerPages(
            StandInTools tools,
            MidtransLedger transactions,
            MidtransPaymentProcessor processor,
            MidtransChargeCreator charges,
            StandInPages pages) {
        this.tools = tools;
        this.transactions = transactions;
        this.processor = processor;
        this.charges = charges;
        this.pages = pages;
    }

    public void mount(Router router) {
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
        String code = StandInPages.field(context, "code");
        Optional<MidtransPayment> found = lookUp(code);
        if (found.isEmpty()) {
            counter(context, 404, "Nothing is to be paid with that.");
        } else {
            StandInPages.goTo(
                    context, tools.baseUrl().get() + "/simulator/" + found.get().id());
        }
    }

    private Optional<MidtransPayment> lookUp(String code) {
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
        pages.show(context, "midtrans/charge", ChargePage.of(transaction(context)));
    }

    private void act(RoutingContext context) {
        MidtransPayment transaction = transaction(context);
        switch (StandInPages.field(context, "action")) {
            case "pay" -> processor.pay(transaction);
            case "deny" -> processor.deny(transaction);
            case "expire" -> processor.expire(transaction);
            default -> throw MidtransRefusal.invalid("There is no such button");
        }
        StandInPages.goTo(context, tools.baseUrl().get() + "/simulator/" + transaction.id());
    }

    private void wallet(RoutingContext context) {
        pages.show(context, "midtrans/wallet", ChargePage.of(transaction(context)));
    }

    private void answerInWallet(RoutingContext context) {
        MidtransPayment transaction = transaction(context);
        if (StandInPages.field(context, "action").equals("approve")) {
            processor.pay(transaction);
        } else {
            processor.deny(transaction);
        }
        goBack(context, transaction);
    }

    private void bank(RoutingContext context, MidtransPayment transaction) {
        pages.show(context, "midtrans/bank", ChargePage.of(transaction));
    }

    private void authenticate(RoutingContext context) {
        MidtransPayment transaction = transaction(context);
        charges.authenticate(transaction, StandInPages.field(context, "password"));
        goBack(context, transaction);
    }

    private void goBack(RoutingContext context, MidtransPayment transaction) {
        String back = transaction.returnUrl();
        StandInPages.goTo(
                context,
                back == null
                        ? tools.baseUrl().get() + "/simulator/" + transaction.id()
                        : Returns.with(back, transaction));
    }

    private MidtransPayment transaction(RoutingContext context) {
        return transactions.find(context.pathParam("id")).orElseThrow(MidtransRefusal::notFound);
    }
}
