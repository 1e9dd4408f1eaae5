package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Midtrans on this machine: the Core API under {@code /midtrans/v2}, Snap under {@code /midtrans/snap/v1}, its page,
 * and the buyer's side under {@code /midtrans/simulator}.
 *
 * <p>Not played: stored cards, GoPay accounts, subscriptions, pre-authorized cards, the windows of refunds.
 */
public final class MidtransStandIn implements StandIn {
    static final String NAME = "midtrans";

    /** The bank refuses a refund of exactly so many rupiah. The stand-in's own magic, Midtrans has no such amount. */
    static final long REFUSED_REFUND = 20_202;

    private final StandInTools tools;
    private final MidtransLedger ledger = new MidtransLedger();
    private final MidtransPaymentProcessor processor;
    private final MidtransChargeCreator charges;
    private final Snap snap;
    private final CoreApi coreApi;
    private final SnapApi snapApi;

    public MidtransStandIn(StandInTools tools, List<MidtransMerchant> merchants) {
        this(tools, merchants, MidtransOptions.STANDARD);
    }

    public MidtransStandIn(StandInTools tools, List<MidtransMerchant> merchants, MidtransOptions options) {
        Map<String, MidtransMerchant> byServerKey = new HashMap<>();
        merchants.forEach(merchant -> byServerKey.put(merchant.serverKey(), merchant));
        SeededIds ids = new SeededIds(tools.random());
        MidtransNotifier notifier = new MidtransNotifier(tools);
        MidtransRefundProcessor refunds = new MidtransRefundProcessor(tools, notifier, ids);
        this.tools = tools;
        this.processor = new MidtransPaymentProcessor(tools, notifier, ids);
        this.charges = new MidtransChargeCreator(tools, options, ledger, processor, ids);
        this.snap = new Snap(tools, options, ledger, charges, ids);
        this.coreApi = new CoreApi(tools, options, byServerKey, ledger, charges, processor, refunds, ids);
        this.snapApi = new SnapApi(tools, byServerKey, snap);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        coreApi.mount(router);
        snapApi.mount(router);
        StandInPages pages = new StandInPages("Midtrans");
        List.of("/snap/v4/*", "/simulator*", "/wallet/*", "/3ds/*")
                .forEach(path -> router.route(path).failureHandler(pages::refused));
        new SnapPages(tools, snap, pages).mount(router);
        new MidtransBuyerPages(tools, ledger, processor, charges, pages).mount(router);
    }

    /** All charges, and the sessions of Snap that have none yet: under their token, with a status of the stand-in's own. */
    @Override
    public List<BookEntry> books() {
        return Stream.concat(
                        ledger.payments.all().stream().map(MidtransStandIn::entry),
                        snap.all().stream()
                                .filter(session -> session.current() == null)
                                .map(this::entry))
                .toList();
    }

    private static BookEntry entry(MidtransPayment payment) {
        return new BookEntry(
                NAME,
                payment.owner().merchantId(),
                payment.id(),
                payment.order.orderId(),
                payment.order.amount(),
                "IDR",
                payment.status().text(),
                payment.status().paid() ? payment.gross : 0,
                payment.refunded,
                payment.createdAt());
    }

    private BookEntry entry(SnapSession session) {
        MidtransOrder order = session.order();
        return new BookEntry(
                NAME,
                order.merchant().merchantId(),
                session.token(),
                order.orderId(),
                order.amount(),
                "IDR",
                session.status(tools.now()),
                0,
                0,
                session.createdAt());
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return ledger.payments
                .find(entry.id())
                .map(this::actions)
                .orElseGet(() ->
                        entry.status().equals("snap_open") ? List.of("pay", "deny", "expire", "cancel") : List.of());
    }

    private List<String> actions(MidtransPayment payment) {
        List<String> actions = new ArrayList<>();
        boolean settled = payment.status() == Status.SETTLEMENT;
        boolean card = payment.channel == MidtransPaymentType.CARD;
        if (payment.pending()) {
            actions.addAll(List.of("pay", "deny", "expire"));
        }
        if (payment.status() == Status.CAPTURE) {
            actions.addAll(List.of(payment.challenged() ? "approve" : "settle", "cancel"));
        }
        if (card && !payment.pending() && snap.ofOrder(payment.order).isPresent()) {
            actions.add("pay_again");
        }
        if (card && settled) {
            actions.add("charge_back");
        }
        if (settled && payment.channel.reversible()) {
            actions.add("reverse");
        }
        if (payment.channel.refundable() && (settled || payment.status() == Status.PARTIAL_REFUND)) {
            actions.add("refuse_refund");
        }
        return actions;
    }

    /**
     * Acts on charges by either id and on open Snap sessions by their token.
     *
     * <p>{@code pay}, {@code deny} or {@code fail}, {@code expire}, {@code settle} (a captured card), {@code reverse}
     * (a settlement into a denial), {@code charge_back} (a settled card), {@code pay_again} (another card on the page on
     * which one was denied or captured), {@code approve} (a challenged card) and {@code refuse_refund} (the next one). A Snap
     * session is paid with the first method that it offers.
     */
    @Override
    public void act(String id, String action) {
        try {
            Optional<MidtransPayment> payment = ledger.payments.find(id).or(() -> ledger.latest(id));
            if (payment.isPresent()) {
                act(payment.get(), action);
            } else {
                act(snap.find(id).orElseThrow(() -> new IllegalArgumentException("There is no charge " + id)), action);
            }
        } catch (Refusal refusal) {
            throw new IllegalArgumentException("Not possible now: " + refusal.getMessage(), refusal);
        }
    }

    private void act(MidtransPayment payment, String action) {
        switch (action) {
            case "pay" -> processor.pay(payment);
            case "deny", "fail" -> processor.deny(payment);
            case "expire" -> processor.expire(payment);
            case "settle" -> processor.settle(payment);
            case "pay_again" ->
                processor.pay(snap.again(snap.ofOrder(payment.order)
                        .orElseThrow(() -> new IllegalArgumentException("It was not paid on a page of Snap"))));
            case "charge_back" -> processor.chargeBack(payment);
            case "cancel" -> processor.cancel(payment);
            case "reverse" -> processor.reverse(payment);
            case "approve" -> processor.review(payment, true);
            case "refuse_refund" -> payment.refusesRefunds = true;
            default -> throw new IllegalArgumentException("Nobody can " + action + " a charge");
        }
    }

    /** A buyer who chooses and pays, or fails to, in one go; no notice is sent when a session expires. */
    private void act(SnapSession session, String action) {
        MidtransPayment current = session.current();
        if (current != null && (current.pending() || current.status().paid())) {
            act(current, action);
            return;
        }
        switch (action) {
            case "pay" -> processor.pay(choose(session));
            case "deny", "fail" -> processor.deny(choose(session));
            case "expire" -> session.expire();
            case "cancel" -> snap.cancel(session);
            default -> throw new IllegalArgumentException("Nobody can " + action + " a session of Snap");
        }
    }

    private MidtransPayment choose(SnapSession session) {
        MidtransPaymentType first = session.terms().enabled().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This session offers no method"));
        return first == MidtransPaymentType.CARD
                ? snap.chooseCard(session, TestCard.VISA, true)
                : snap.choose(session, first, "+6281200000000", false);
    }
}
