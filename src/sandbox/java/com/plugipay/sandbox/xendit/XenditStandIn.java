package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.ExpiryTimers;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.xendit.api.Dashboard;
import com.plugipay.sandbox.xendit.api.PaymentRequestRoutes;
import com.plugipay.sandbox.xendit.api.SessionRoutes;
import com.plugipay.sandbox.xendit.api.TransactionRoutes;
import com.plugipay.sandbox.xendit.api.XenditEndpoints;
import com.plugipay.sandbox.xendit.api.XenditRefundRoutes;
import com.plugipay.sandbox.xendit.pages.CheckoutPages;
import com.plugipay.sandbox.xendit.pages.PaymentPages;
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
 * no API for it. Control actions: {@code pay}, {@code fail}, {@code expire} of a session or payment request,
 * {@code refuse_refund} of a paid one, {@code pay} and {@code fail} of a pending refund.
 */
public final class XenditStandIn implements StandIn {
    public static final String NAME = "xendit";

    private final StandInTools tools;
    private final ExpiryTimers timers;
    private final XenditLedger ledger = new XenditLedger();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final SeededIds ids;
    private final XenditPaymentProcessor processor;
    private final XenditRefundProcessor refunds;
    private final BalanceTransactions transactions;
    private final XenditBuyerActions buyer;

    public XenditStandIn(StandInTools tools, List<XenditMerchant> merchants) {
        this.tools = tools;
        this.timers = tools.timers();
        this.ids = new SeededIds(tools.random());
        this.processor = new XenditPaymentProcessor(tools, ledger, timers, ids);
        this.refunds = new XenditRefundProcessor(ledger, processor, timers, ids);
        this.transactions = new BalanceTransactions(ledger, tools.clock());
        this.buyer = new XenditBuyerActions(ledger, processor, refunds);
        merchants.forEach(merchant -> accounts.put(merchant.secretKey(), new Account(merchant, ids.hex24())));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        Supplier<String> baseUrl = tools.baseUrl();
        XenditEndpoints api = new XenditEndpoints(tools, accounts);
        api.mount(router);
        new PaymentRequestRoutes(ledger, processor, timers, baseUrl).mount(api, router);
        new SessionRoutes(ledger, processor, ids, baseUrl).mount(api, router);
        new XenditRefundRoutes(ledger, refunds, transactions).mount(api, router);
        new TransactionRoutes(transactions).mount(api, router);
        api.mountRest(router);
        new Dashboard(accounts).mount(router);
        StandInPages pages = new StandInPages("Xendit");
        router.route("/checkout*").failureHandler(pages::refused);
        new CheckoutPages(ledger, processor, pages).mount(router);
        new PaymentPages(ledger, processor, pages).mount(router);
    }

    @Override
    public List<BookEntry> books() {
        return buyer.books();
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return buyer.actions(entry);
    }

    @Override
    public void act(String id, String action) {
        buyer.act(id, action);
    }
}
