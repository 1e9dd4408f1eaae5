package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.standins.StandInPages;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page that a merchant sends its buyer to. */
final class SnapPages {
    private static final String PAGE = "/snap/v4/redirection/:token";

    private final StandInTools tools;
    private final Snap snap;
    private final Cashier cashier;
    private final StandInPages pages;

    SnapPages(StandInTools tools, Snap snap, Cashier cashier, StandInPages pages) {
        this.tools = tools;
        this.snap = snap;
        this.cashier = cashier;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get(PAGE).handler(this::show);
        router.post(PAGE + "/choose").handler(this::choose);
        router.post(PAGE + "/card").handler(this::card);
        router.post(PAGE + "/again").handler(context -> choices(context, session(context), null));
    }

    private void show(RoutingContext context) {
        SnapSession session = session(context);
        Transaction current = session.current();
        if (current != null) {
            cashier.upToDate(current);
        }
        if (current != null && current.status().paid()) {
            finish(context, session, current);
        } else if (current != null && current.pending()) {
            pages.show(
                    context,
                    200,
                    "midtrans/waiting",
                    Map.of("view", ChargePage.of(current), "snap", SnapPage.of(session, null)));
        } else {
            choices(
                    context,
                    session,
                    current == null ? null : "Not paid: " + current.status().text());
        }
    }

    private void choices(RoutingContext context, SnapSession session, @Nullable String problem) {
        if (!session.open(tools.clock().instant())) {
            BuyerPages.message(pages, context, 410, "This page is closed. Go back to the shop.");
        } else {
            pages.show(context, 200, "midtrans/snap", Map.of("view", SnapPage.of(session, problem)));
        }
    }

    private void choose(RoutingContext context) {
        SnapSession session = session(context);
        MultiMap form = context.request().formAttributes();
        Optional<Channel> chosen = Channel.ofSnapName(text(form, "payment")).stream()
                .filter(session.enabled()::contains)
                .findFirst();
        String phone = text(form, "phone");
        if (chosen.isEmpty()) {
            choices(context, session, "Choose how to pay.");
        } else if (chosen.get() == Channel.OVO && phone.isBlank()) {
            choices(context, session, "OVO needs your phone number.");
        } else {
            String browser = String.valueOf(context.request().getHeader("User-Agent"));
            Transaction begun = snap.choose(session, chosen.get(), phone, browser.contains("Mobile"));
            boolean app = begun.channel().kind() == Channel.Kind.WALLET;
            StandInPages.goTo(context, app ? tools.baseUrl().get() + "/wallet/" + begun.id() : snap.url(session));
        }
    }

    private void card(RoutingContext context) {
        SnapSession session = session(context);
        MultiMap form = context.request().formAttributes();
        Optional<TestCard> card = TestCard.of(text(form, "number"));
        if (card.isEmpty()) {
            choices(context, session, "Only the cards of the sandbox are known here.");
            return;
        }
        Transaction begun = snap.chooseCard(session, card.get());
        StandInPages.goTo(
                context,
                begun.pending() && session.authenticatesCards()
                        ? tools.baseUrl().get() + "/3ds/" + begun.id()
                        : snap.url(session));
    }

    private void finish(RoutingContext context, SnapSession session, Transaction paid) {
        String finishUrl = session.finishUrl();
        if (finishUrl != null) {
            StandInPages.goTo(context, Returns.with(finishUrl, paid));
        } else {
            BuyerPages.message(pages, context, 200, "Paid. Thank you.");
        }
    }

    private SnapSession session(RoutingContext context) {
        return snap.find(context.pathParam("token")).orElseThrow(Refusal::notFound);
    }

    static String text(MultiMap form, String field) {
        @Nullable String value = form.get(field);
        return value == null ? "" : value.strip();
    }
}
