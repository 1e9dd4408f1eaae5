package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.MidtransPaymentProcessor.Change;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What buyers see: the page of Snap that merchants send them to, the wallet's app, the bank's password, and one counter
 * that takes QR codes, account numbers, bill keys, payment codes and phones, as Midtrans's own simulator does.
 */
record MidtransPages(
        StandInTools tools,
        MidtransLedger ledger,
        MidtransPaymentProcessor processor,
        MidtransChargeCreator charges,
        Snap snap,
        StandInPages pages) {
    private static final String SNAP = "/snap/v4/redirection/:token";

    void mount(Router router) {
        List.of("/snap/v4/*", "/simulator*", "/wallet/*", "/3ds/*")
                .forEach(path -> router.route(path).failureHandler(pages::refused));
        router.get(SNAP).handler(this::session);
        router.post(SNAP + "/choose").handler(this::choose);
        router.post(SNAP + "/card").handler(this::card);
        router.post(SNAP + "/again").handler(context -> choices(context, find(context), null));
        router.get("/simulator").handler(context -> counter(context, 200, ""));
        router.post("/simulator").handler(this::findByCode);
        charge(router, "/simulator/:id", "midtrans/charge", this::act);
        charge(router, "/wallet/:id", "midtrans/wallet", this::answerInWallet);
        charge(router, "/3ds/:id", "midtrans/bank", this::authenticate);
    }

    /** A page that shows a charge, with a form that changes it and returns where the buyer goes then. */
    private void charge(
            Router router, String path, String template, BiFunction<RoutingContext, MidtransPayment, String> change) {
        router.get(path)
                .handler(context -> pages.show(context, template, json("view", ChargePage.of(payment(context)))));
        router.post(path).handler(context -> goTo(context, change.apply(context, payment(context))));
    }

    private void session(RoutingContext context) {
        SnapSession session = find(context);
        MidtransPayment current = session.current;
        String finishUrl = session.finishUrl;
        if (current == null) {
            choices(context, session, null);
        } else if (current.pending()) {
            Object view = ChargePage.of(current);
            String back = backUrl(session);
            pages.show(context, "midtrans/waiting", json("view", view, "token", session.id(), "backUrl", back));
        } else if (!current.status().paid) {
            choices(context, session, "Not paid: " + current.status().text());
        } else if (finishUrl != null) {
            goTo(context, ChargePage.withOutcome(finishUrl, current));
        } else {
            pages.message(context, 200, "Snap", "Paid. Thank you.", null);
        }
    }

    private void choices(RoutingContext context, SnapSession session, @Nullable String problem) {
        if (!session.open()) {
            pages.message(context, 410, "Snap", "This page is closed. Go back to the shop.", null);
            return;
        }
        Map<String, String> titles = new LinkedHashMap<>();
        session.enabled.stream()
                .filter(channel -> channel != MidtransPaymentType.CARD && channel != MidtransPaymentType.OVO)
                .forEach(channel -> titles.put(channel.snapName, channel.title));
        pages.show(
                context,
                "midtrans/snap",
                json(
                        "token", session.id(),
                        "merchant", session.owner().merchantId(),
                        "orderId", session.order.orderId(),
                        "amount", MinorUnits.text(session.order.amount(), "IDR"),
                        "titles", titles,
                        "ovo", session.enabled.contains(MidtransPaymentType.OVO),
                        "card", session.enabled.contains(MidtransPaymentType.CARD),
                        "saves", session.savesCards,
                        "problem", problem,
                        "backUrl", backUrl(session)));
    }

    /** For a buyer who leaves without having paid. */
    private static @Nullable String backUrl(SnapSession session) {
        String url = session.finishUrl;
        return url == null
                ? null
                : ChargePage.add(ChargePage.add(url, "order_id", session.order.orderId()), "action", "back");
    }

    private void choose(RoutingContext context) {
        SnapSession session = find(context);
        String name = field(context, "payment");
        Optional<MidtransPaymentType> chosen = session.enabled.stream()
                .filter(channel -> channel.snapName.equals(name))
                .findFirst();
        String phone = field(context, "phone");
        if (chosen.isEmpty()) {
            choices(context, session, "Choose how to pay.");
        } else if (chosen.get() == MidtransPaymentType.OVO && phone.isBlank()) {
            choices(context, session, "OVO needs your phone number.");
        } else {
            String browser = String.valueOf(context.request().getHeader("User-Agent"));
            MidtransPayment payment =
                    snap.choose(session, chosen.get(), browser.contains("Mobile"), json("phone_number", phone));
            boolean app = payment.channel.kind == MidtransPaymentType.Kind.WALLET;
            goTo(context, app ? tools.url("/wallet/" + payment.id()) : snap.url(session));
        }
    }

    private void card(RoutingContext context) {
        SnapSession session = find(context);
        Optional<TestCard> card = TestCard.of(field(context, "number"));
        if (card.isEmpty()) {
            choices(context, session, "Only the cards of the sandbox are known here.");
            return;
        }
        String savedUntil = field(context, "save").isEmpty() ? null : field(context, "expiry");
        MidtransPayment payment =
                snap.choose(session, MidtransPaymentType.CARD, false, snap.part(card.get(), savedUntil));
        goTo(context, tools.url("/3ds/" + payment.id()));
    }

    private SnapSession find(RoutingContext context) {
        return ledger.sessions().find(context.pathParam("token")).orElseThrow(MidtransStyle::notFound);
    }

    private void counter(RoutingContext context, int status, String problem) {
        pages.show(context, status, "midtrans/simulator", json("problem", problem));
    }

    /** What is still to be paid comes before what is not. */
    private void findByCode(RoutingContext context) {
        String code = field(context, "code");
        ledger.payments().all().stream()
                .filter(payment -> PaymentCodes.opens(payment, code))
                .min(Comparator.comparingInt(payment -> payment.pending() ? 0 : 1))
                .ifPresentOrElse(
                        payment -> goTo(context, tools.url("/simulator/" + payment.id())),
                        () -> counter(context, 404, "Nothing is to be paid with that."));
    }

    private String act(RoutingContext context, MidtransPayment payment) {
        processor.make(Change.of(field(context, "action")), payment);
        return tools.url("/simulator/" + payment.id());
    }

    private String answerInWallet(RoutingContext context, MidtransPayment payment) {
        processor.make(field(context, "action").equals("approve") ? Change.PAY : Change.DENY, payment);
        return back(payment);
    }

    private String authenticate(RoutingContext context, MidtransPayment payment) {
        charges.authenticate(payment, field(context, "password"));
        return back(payment);
    }

    private String back(MidtransPayment payment) {
        String url = payment.returnUrl;
        return url == null ? tools.url("/simulator/" + payment.id()) : ChargePage.withOutcome(url, payment);
    }

    private MidtransPayment payment(RoutingContext context) {
        return ledger.payments().find(context.pathParam("id")).orElseThrow(MidtransStyle::notFound);
    }
}
