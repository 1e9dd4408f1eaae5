package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page that a merchant sends its buyer to. */
record SnapPages(StandInTools tools, Snap snap, StandInPages pages) {
    private static final String PAGE = "/snap/v4/redirection/:token";

    void mount(Router router) {
        router.get(PAGE).handler(this::show);
        router.post(PAGE + "/choose").handler(this::choose);
        router.post(PAGE + "/card").handler(this::card);
        router.post(PAGE + "/again").handler(context -> choices(context, session(context), null));
    }

    private void show(RoutingContext context) {
        SnapSession session = session(context);
        MidtransPayment current = session.current();
        if (current != null && current.status().paid()) {
            finish(context, session, current);
        } else if (current != null && current.pending()) {
            pages.show(
                    context,
                    "midtrans/waiting",
                    new JsonObject()
                            .put("view", ChargePage.of(current))
                            .put("token", session.token())
                            .put("backUrl", backUrl(session)));
        } else {
            choices(
                    context,
                    session,
                    current == null ? null : "Not paid: " + current.status().text());
        }
    }

    private void choices(RoutingContext context, SnapSession session, @Nullable String problem) {
        if (!session.open(tools.now())) {
            pages.message(context, 410, "Snap", "This page is closed. Go back to the shop.", null);
            return;
        }
        List<MidtransPaymentType> enabled = session.terms().enabled();
        Map<String, String> titles = new LinkedHashMap<>();
        enabled.stream()
                .filter(channel -> channel != MidtransPaymentType.CARD && channel != MidtransPaymentType.OVO)
                .forEach(channel -> titles.put(channel.snapName, channel.title));
        pages.show(
                context,
                "midtrans/snap",
                new JsonObject()
                        .put("token", session.token())
                        .put("merchant", session.order().merchant().merchantId())
                        .put("orderId", session.order().orderId())
                        .put("amount", MinorUnits.text(session.order().amount(), "IDR"))
                        .put("titles", titles)
                        .put("ovo", enabled.contains(MidtransPaymentType.OVO))
                        .put("card", enabled.contains(MidtransPaymentType.CARD))
                        .put("problem", problem)
                        .put("backUrl", backUrl(session)));
    }

    private static @Nullable String backUrl(SnapSession session) {
        String url = session.terms().finishUrl();
        return url == null ? null : ChargePage.unfinished(url, session.order());
    }

    private void choose(RoutingContext context) {
        SnapSession session = session(context);
        Optional<MidtransPaymentType> chosen = MidtransPaymentType.ofSnapName(field(context, "payment")).stream()
                .filter(session.terms().enabled()::contains)
                .findFirst();
        String phone = field(context, "phone");
        if (chosen.isEmpty()) {
            choices(context, session, "Choose how to pay.");
        } else if (chosen.get() == MidtransPaymentType.OVO && phone.isBlank()) {
            choices(context, session, "OVO needs your phone number.");
        } else {
            String browser = String.valueOf(context.request().getHeader("User-Agent"));
            MidtransPayment payment = snap.choose(session, chosen.get(), phone, browser.contains("Mobile"));
            boolean app = payment.channel.kind == MidtransPaymentType.Kind.WALLET;
            goTo(context, app ? tools.url("/wallet/" + payment.id()) : snap.url(session));
        }
    }

    private void card(RoutingContext context) {
        SnapSession session = session(context);
        Optional<TestCard> card = TestCard.of(field(context, "number"));
        if (card.isEmpty()) {
            choices(context, session, "Only the cards of the sandbox are known here.");
            return;
        }
        boolean secure = session.terms().secure();
        MidtransPayment payment = snap.chooseCard(session, card.get(), secure);
        goTo(context, payment.pending() && secure ? tools.url("/3ds/" + payment.id()) : snap.url(session));
    }

    private void finish(RoutingContext context, SnapSession session, MidtransPayment paid) {
        String finishUrl = session.terms().finishUrl();
        if (finishUrl != null) {
            goTo(context, ChargePage.withOutcome(finishUrl, paid));
        } else {
            pages.message(context, 200, "Snap", "Paid. Thank you.", null);
        }
    }

    private SnapSession session(RoutingContext context) {
        return snap.find(context.pathParam("token")).orElseThrow(MidtransErrors::notFound);
    }
}
