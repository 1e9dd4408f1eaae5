package com.plugipay.sandbox.midtrans.pages;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import com.plugipay.sandbox.midtrans.TestCard;
import com.plugipay.sandbox.midtrans.api.MidtransRefusal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page that a merchant sends its buyer to. */
public final class SnapPages {
    private static final String PAGE = "/snap/v4/redirection/:token";

    private final StandInTools tools;
    private final Snap snap;
    private final StandInPages pages;

    public SnapPages(StandInTools tools, Snap snap, StandInPages pages) {
        this.tools = tools;
        this.snap = snap;
        this.pages = pages;
    }

    public void mount(Router router) {
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
                    200,
                    "midtrans/waiting",
                    Map.of("view", ChargePage.of(current), "snap", SnapPageView.of(session, null)));
        } else {
            choices(
                    context,
                    session,
                    current == null ? null : "Not paid: " + current.status().text());
        }
    }

    private void choices(RoutingContext context, SnapSession session, @Nullable String problem) {
        if (!session.open(tools.clock().instant())) {
            pages.message(context, 410, "Snap", "This page is closed. Go back to the shop.", null);
        } else {
            pages.show(context, "midtrans/snap", SnapPageView.of(session, problem));
        }
    }

    private void choose(RoutingContext context) {
        SnapSession session = session(context);
        Optional<MidtransPaymentType> chosen =
                MidtransPaymentType.ofSnapName(StandInPages.field(context, "payment")).stream()
                        .filter(session.enabled()::contains)
                        .findFirst();
        String phone = StandInPages.field(context, "phone");
        if (chosen.isEmpty()) {
            choices(context, session, "Choose how to pay.");
        } else if (chosen.get() == MidtransPaymentType.OVO && phone.isBlank()) {
            choices(context, session, "OVO needs your phone number.");
        } else {
            String browser = String.valueOf(context.request().getHeader("User-Agent"));
            MidtransPayment begun = snap.choose(session, chosen.get(), phone, browser.contains("Mobile"));
            boolean app = begun.channel().kind() == MidtransPaymentType.Kind.WALLET;
            StandInPages.goTo(context, app ? tools.baseUrl().get() + "/wallet/" + begun.id() : snap.url(session));
        }
    }

    private void card(RoutingContext context) {
        SnapSession session = session(context);
        Optional<TestCard> card = TestCard.of(StandInPages.field(context, "number"));
        if (card.isEmpty()) {
            choices(context, session, "Only the cards of the sandbox are known here.");
            return;
        }
        MidtransPayment begun = snap.chooseCard(session, card.get());
        StandInPages.goTo(
                context,
                begun.pending() && session.authenticatesCards()
                        ? tools.baseUrl().get() + "/3ds/" + begun.id()
                        : snap.url(session));
    }

    private void finish(RoutingContext context, SnapSession session, MidtransPayment paid) {
        String finishUrl = session.finishUrl();
        if (finishUrl != null) {
            StandInPages.goTo(context, Returns.with(finishUrl, paid));
        } else {
            pages.message(context, 200, "Snap", "Paid. Thank you.", null);
        }
    }

    private SnapSession session(RoutingContext context) {
        return snap.find(context.pathParam("token")).orElseThrow(MidtransRefusal::notFound);
    }
}
