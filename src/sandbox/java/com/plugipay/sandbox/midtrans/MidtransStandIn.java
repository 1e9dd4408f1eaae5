package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.api.Authentication;
import com.plugipay.sandbox.midtrans.api.CoreApi;
import com.plugipay.sandbox.midtrans.api.MidtransRefusal;
import com.plugipay.sandbox.midtrans.api.SnapApi;
import com.plugipay.sandbox.midtrans.pages.MidtransBuyerPages;
import com.plugipay.sandbox.midtrans.pages.Snap;
import com.plugipay.sandbox.midtrans.pages.SnapPages;
import com.plugipay.sandbox.midtrans.pages.SnapSession;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Midtrans on this machine: the Core API under {@code /midtrans/v2}, Snap under {@code /midtrans/snap/v1}, its page,
 * and the buyer's side under {@code /midtrans/simulator}.
 *
 * <p>Not played: stored cards, GoPay accounts, subscriptions, pre-authorized cards, the windows of refunds.
 */
public final class MidtransStandIn implements StandIn {
    public static final String NAME = "midtrans";

    /** A refund of exactly so many rupiah is refused by the bank. This one is ours, Midtrans has no such amount. */
    public static final long REFUSED_REFUND = 20_202;

    private final StandInTools tools;
    private final StandInPages pages = new StandInPages("Midtrans");
    private final MidtransLedger transactions = new MidtransLedger();
    private final Snap snap;
    private final MidtransBuyerActions actions;
    private final CoreApi coreApi;
    private final SnapApi snapApi;
    private final SnapPages snapPages;
    private final MidtransBuyerPages buyerPages;

    public MidtransStandIn(StandInTools tools, List<MidtransMerchant> merchants) {
        this(tools, merchants, MidtransOptions.STANDARD);
    }

    public MidtransStandIn(StandInTools tools, List<MidtransMerchant> merchants, MidtransOptions options) {
        this.tools = tools;
        MidtransIds ids = new MidtransIds(tools.random());
        MidtransNotifier notifier = new MidtransNotifier(tools);
        MidtransPaymentProcessor processor = new MidtransPaymentProcessor(tools, notifier, ids);
        PaymentCodes codes = new PaymentCodes(ids, tools.baseUrl());
        MidtransChargeCreator charges = new MidtransChargeCreator(tools, options, transactions, processor, codes, ids);
        MidtransRefundProcessor refunds = new MidtransRefundProcessor(tools, notifier, ids);
        Authentication authentication = new Authentication(merchants);
        this.snap = new Snap(tools, options, transactions, charges, ids);
        this.actions = new MidtransBuyerActions(processor, snap);
        this.coreApi = new CoreApi(tools, options, authentication, transactions, charges, processor, refunds, ids);
        this.snapApi = new SnapApi(tools, authentication, snap);
        this.snapPages = new SnapPages(tools, snap, pages);
        this.buyerPages = new MidtransBuyerPages(tools, transactions, processor, charges, pages);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        coreApi.mount(router);
        snapApi.mount(router);
        List.of("/snap/v4/*", "/simulator*", "/wallet/*", "/3ds/*")
                .forEach(path -> router.route(path).failureHandler(pages::refused));
        snapPages.mount(router);
        buyerPages.mount(router);
    }

    /** All charges, and the sessions of Snap that have none yet: under their token, with a status that is ours. */
    @Override
    public List<BookEntry> books() {
        List<BookEntry> books = new ArrayList<>();
        transactions.all().forEach(transaction -> books.add(entry(transaction)));
        snap.all().stream().filter(session -> session.current() == null).forEach(session -> books.add(entry(session)));
        return books;
    }

    /**
     * Knows charges by either id and open Snap sessions by their token.
     *
     * <p>{@code pay}, {@code deny} or {@code fail}, {@code expire}, {@code settle} (a captured card), {@code reverse}
     * (a settlement into a denial), {@code charge_back} (a settled card), {@code pay_again} (another card on the page on
     * which one was denied or captured), {@code approve} (a challenged card) and {@code refuse_refund} (the next one). A Snap
     * session is paid with the first method that it offers.
     */
    @Override
    public void act(String id, String action) {
        try {
            Optional<MidtransPayment> transaction = transactions.find(id).or(() -> transactions.latest(id));
            if (transaction.isPresent()) {
                actions.act(transaction.get(), action);
            } else {
                actions.act(
                        snap.find(id).orElseThrow(() -> new IllegalArgumentException("There is no charge " + id)),
                        action);
            }
        } catch (MidtransRefusal refusal) {
            throw new IllegalArgumentException("Not possible now: " + refusal.getMessage(), refusal);
        }
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return transactions
                .find(entry.id())
                .map(actions::of)
                .orElseGet(() ->
                        entry.status().equals("snap_open") ? List.of("pay", "deny", "expire", "cancel") : List.of());
    }

    private static BookEntry entry(MidtransPayment transaction) {
        MidtransOrder order = transaction.order();
        return new BookEntry(
                NAME,
                order.merchant().merchantId(),
                transaction.id(),
                order.orderId(),
                order.amount(),
                "IDR",
                transaction.status().text(),
                transaction.status().paid() ? transaction.gross() : 0,
                transaction.refunded(),
                transaction.createdAt());
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
                session.status(tools.clock().instant()),
                0,
                0,
                session.createdAt());
    }
}
