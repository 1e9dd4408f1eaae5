package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.standins.BookEntry;
import com.plugipay.sandbox.standins.StandIn;
import com.plugipay.sandbox.standins.StandInPages;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Xendit on this machine, under {@code /xendit}. Give a client {@code http://localhost:<port>/xendit} in the place of
 * {@code https://api.xendit.co}.
 *
 * <p>Buyers' pages: {@code /checkout} lists what is open, and links to everything else. Webhooks of sessions and of
 * version 3 go to the URL of the merchant's account, which {@code POST /dashboard/callbacks} sets, because Xendit has
 * no API for it. Control actions: {@code pay}, {@code fail}, {@code expire} of a session, invoice or payment request,
 * {@code refuse_refund} of a paid one, {@code pay} and {@code fail} of a pending refund.
 */
public final class XenditStandIn implements StandIn {
    static final String NAME = "xendit";

    /** Often enough for what takes a second. */
    private static final long TICK_MS = 100;

    private final StandInTools tools;
    private final Timetable timetable;
    private final Ledger ledger = new Ledger();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final ReturnUrls returnUrls;
    private final Names names;
    private final Cashier cashier;
    private final Refunds refunds;
    private final Transactions transactions;
    private final Buyer buyer;

    /** Buyers may also be sent back to this machine without TLS. */
    public XenditStandIn(StandInTools tools, List<Merchant> merchants) {
        this(tools, merchants, ReturnUrls.HTTP_ON_THIS_MACHINE);
    }

    public XenditStandIn(StandInTools tools, List<Merchant> merchants, ReturnUrls returnUrls) {
        this.tools = tools;
        this.returnUrls = returnUrls;
        this.timetable = new Timetable(tools.clock());
        this.names = new Names(tools.random());
        this.cashier = new Cashier(tools, ledger, timetable, names);
        this.refunds = new Refunds(ledger, cashier, timetable, names);
        this.transactions = new Transactions(ledger, tools.clock());
        this.buyer = new Buyer(ledger, cashier, refunds);
        merchants.forEach(merchant -> accounts.put(merchant.secretKey(), new Account(merchant, names.hex24())));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        Supplier<String> baseUrl = tools.baseUrl();
        XenditApi api = new XenditApi(tools, timetable, accounts);
        api.mount(router);
        new PaymentRequestRoutes(ledger, cashier, timetable, baseUrl, returnUrls).mount(api, router);
        new LegacyPaymentRequestRoutes(ledger, cashier, timetable).mount(api, router);
        new SessionRoutes(ledger, cashier, names, baseUrl, returnUrls).mount(api, router);
        new InvoiceRoutes(ledger, cashier, names, baseUrl).mount(api, router);
        new RefundRoutes(ledger, refunds, transactions).mount(api, router);
        new TransactionRoutes(transactions).mount(api, router);
        api.mountRest(router);
        new Dashboard(accounts).mount(router);
        StandInPages pages = new StandInPages();
        new CheckoutPages(ledger, cashier, timetable, pages).mount(router);
        new PaymentPages(ledger, cashier, timetable, pages).mount(router);
        tools.vertx().setPeriodic(TICK_MS, ignored -> timetable.catchUp());
    }

    @Override
    public List<BookEntry> books() {
        timetable.catchUp();
        return buyer.books();
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return buyer.actions(entry);
    }

    @Override
    public Future<Void> act(String id, String action) {
        timetable.catchUp();
        try {
            buyer.act(id, action);
            return Future.succeededFuture();
        } catch (IllegalArgumentException refused) {
            return Future.failedFuture(refused);
        }
    }
}
