package com.plugipay.checkout;

import com.plugipay.customers.CustomerStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.Rate;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.payments.Fees;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.registry.ProviderModule;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.settlement.SettlementModule;
import com.plugipay.templates.TemplateStore;
import com.plugipay.work.Work;
import com.plugipay.workspaces.WorkspaceNames;
import com.plugipay.workspaces.WorkspaceStore;
import java.util.List;

/** Checkout sessions: the API for merchants, the public API for buyers, and their expiry. */
public final class CheckoutModule implements Module {
    private final CheckoutSessionStore sessions;
    private final SessionTransitions transitions;
    private final BuyerCheckout buyer;
    private final CheckoutRoutes routes;

    public CheckoutModule(
            Node node,
            CheckoutSessionStore sessions,
            HostedUrls urls,
            ProviderModule providers,
            SettlementModule settlement,
            PaymentMethodStore stored,
            Fees fees,
            TemplateStore templates,
            ReceiptStore receipts) {
        ConnectedMethods methods = providers.methods();
        WorkspaceNames names = new WorkspaceNames(new WorkspaceStore(node.database()));
        CustomerStore customers = new CustomerStore(node.database());
        this.sessions = sessions;
        this.transitions = new SessionTransitions(settlement.transaction(), fees);
        MethodSelection selection = new MethodSelection(
                settlement.attempts(),
                settlement.charges(),
                methods,
                providers.uniqueAmounts(),
                urls,
                settlement.payables(),
                stored,
                customers);
        this.buyer = new BuyerCheckout(
                sessions,
                selection,
                transitions,
                new PaymentStore(node.database()),
                names,
                methods,
                stored,
                receipts,
                new Buckets<>(Rate.perMinute(node.limits().sessionActionsPerMinute())));
        this.routes = new CheckoutRoutes(sessions, transitions, methods, urls, templates, names, customers);
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
        new PublicCheckoutRoutes(buyer).mount(api);
    }

    @Override
    public List<Work> work() {
        return List.of(SessionExpiry.of(sessions, transitions));
    }

    /** The changes of sessions that no provider reports. */
    public SessionTransitions transitions() {
        return transitions;
    }

    /** What a buyer can see and do. */
    public BuyerCheckout buyer() {
        return buyer;
    }

    /** Makes a session as a request to the API does. */
    public Change<CheckoutSession> create(ChangeContext context, CheckoutSessionInput input) {
        return routes.create(context, input);
    }
}
