package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Where buyers pay with what they were given: the wallet's app, the bank's password, and one counter that takes QR codes,
 * account numbers, bill keys, payment codes and phones, as Midtrans's own simulator does.
 */
record MidtransBuyerPages(
        StandInTools tools,
        MidtransLedger ledger,
        MidtransPaymentProcessor processor,
        MidtransChargeCreator charges,
        StandInPages pages) {

    void mount(Router router) {
        router.get("/simulator").handler(context -> counter(context, 200, ""));
        router.post("/simulator").handler(this::find);
        router.get("/simulator/:id").handler(context -> show(context, "midtrans/charge"));
        router.post("/simulator/:id").handler(this::act);
        router.get("/wallet/:id").handler(context -> show(context, "midtrans/wallet"));
        router.post("/wallet/:id").handler(this::answerInWallet);
        router.get("/3ds/:id").handler(context -> show(context, "midtrans/bank"));
        router.post("/3ds/:id").handler(this::authenticate);
    }

    private void show(RoutingContext context, String template) {
        pages.show(context, template, new JsonObject().put("view", ChargePage.of(payment(context))));
    }

    private void counter(RoutingContext context, int status, String problem) {
        pages.show(context, status, "midtrans/simulator", new JsonObject().put("problem", problem));
    }

    private void find(RoutingContext context) {
        String code = field(context, "code");
        findByCode(code, true)
                .or(() -> findByCode(code, false))
                .ifPresentOrElse(
                        payment -> goTo(context, tools.url("/simulator/" + payment.id())),
                        () -> counter(context, 404, "Nothing is to be paid with that."));
    }

    private Optional<MidtransPayment> findByCode(String code, boolean pending) {
        return ledger.payments.all().stream()
                .filter(payment -> !pending || payment.pending())
                .filter(payment -> PaymentCodes.opens(payment, code))
                .findFirst();
    }

    private void act(RoutingContext context) {
        MidtransPayment payment = payment(context);
        switch (field(context, "action")) {
            case "pay" -> processor.pay(payment);
            case "deny" -> processor.deny(payment);
            case "expire" -> processor.expire(payment);
            default -> throw MidtransErrors.invalid("There is no such button");
        }
        goTo(context, tools.url("/simulator/" + payment.id()));
    }

    private void answerInWallet(RoutingContext context) {
        MidtransPayment payment = payment(context);
        if (field(context, "action").equals("approve")) {
            processor.pay(payment);
        } else {
            processor.deny(payment);
        }
        goBack(context, payment);
    }

    private void authenticate(RoutingContext context) {
        MidtransPayment payment = payment(context);
        charges.authenticate(payment, field(context, "password"));
        goBack(context, payment);
    }

    private void goBack(RoutingContext context, MidtransPayment payment) {
        String url = payment.returnUrl;
        goTo(context, url == null ? tools.url("/simulator/" + payment.id()) : ChargePage.withOutcome(url, payment));
    }

    private MidtransPayment payment(RoutingContext context) {
        return ledger.payments.find(context.pathParam("id")).orElseThrow(MidtransErrors::notFound);
    }
}
