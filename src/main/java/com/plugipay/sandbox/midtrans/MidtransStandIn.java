package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.standins.BookEntry;
import com.plugipay.sandbox.standins.StandIn;
import com.plugipay.sandbox.standins.StandInPages;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.Future;
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
    private final StandInPages pages = new StandInPages();
    private final Transactions transactions = new Transactions();
    private final Snap snap;
    private final Deeds deeds;
    private final CoreApi coreApi;
    private final SnapApi snapApi;
    private final SnapPages snapPages;
    private final BuyerPages buyerPages;

    public MidtransStandIn(StandInTools tools, List<Merchant> merchants) {
        this(tools, merchants, MidtransOptions.STANDARD);
    }

    public MidtransStandIn(StandInTools tools, List<Merchant> merchants, MidtransOptions options) {
        this.tools = tools;
        Ids ids = new Ids(tools.random());
        Notifier notifier = new Notifier(tools);
        Cashier cashier = new Cashier(tools, notifier, ids);
        PaymentCodes codes = new PaymentCodes(ids, tools.baseUrl());
        Charges charges = new Charges(tools, options, transactions, cashier, codes, ids);
        Refunds refunds = new Refunds(tools, notifier, ids);
        Authentication authentication = new Authentication(merchants);
        this.snap = new Snap(tools, options, transactions, charges, ids);
        this.deeds = new Deeds(cashier, snap);
        this.coreApi = new CoreApi(tools, options, authentication, transactions, charges, cashier, refunds, ids);
        this.snapApi = new SnapApi(tools, authentication, snap);
        this.snapPages = new SnapPages(tools, snap, cashier, pages);
        this.buyerPages = new BuyerPages(tools, transactions, cashier, charges, pages);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        coreApi.mount(router);
        snapApi.mount(router);
        router.route()
                .failureHandler(Requests.refused((context, refusal) -> BuyerPages.message(
                        pages, context, refusal.code(), refusal.messages().getFirst())));
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
    public Future<Void> act(String id, String action) {
        try {
            Optional<Transaction> transaction = transactions.find(id).or(() -> transactions.latest(id));
            if (transaction.isPresent()) {
                deeds.act(transaction.get(), action);
            } else {
                deeds.act(
                        snap.find(id).orElseThrow(() -> new IllegalArgumentException("There is no charge " + id)),
                        action);
            }
            return Future.succeededFuture();
        } catch (Refusal refusal) {
            return Future.failedFuture(new IllegalArgumentException("Not possible now: " + refusal.getMessage()));
        } catch (IllegalArgumentException nonsense) {
            return Future.failedFuture(nonsense);
        }
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return transactions
                .find(entry.id())
                .map(deeds::of)
                .orElseGet(() ->
                        entry.status().equals("snap_open") ? List.of("pay", "deny", "expire", "cancel") : List.of());
    }

    private static BookEntry entry(Transaction transaction) {
        Order order = transaction.order();
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
        Order order = session.order();
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
