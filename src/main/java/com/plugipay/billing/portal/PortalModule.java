package com.plugipay.billing.portal;

import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.subscriptions.api.SubscriptionActions;
import com.plugipay.checkout.CheckoutModule;
import com.plugipay.customers.CustomerStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.Rate;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.work.Work;
import com.plugipay.workspaces.WorkspaceNames;
import com.plugipay.workspaces.WorkspaceStore;
import java.time.Duration;
import java.util.List;

/** Portal sessions: their API, and the deletion of those that have ended. */
public final class PortalModule implements Module {
    /** An old link still says that it is over. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int BATCH = 1_000;

    private final PortalSessionStore sessions;
    private final PortalUrls urls;
    private final CustomerPortal portal;

    public PortalModule(
            Node node,
            SubscriptionActions actions,
            InvoiceStore invoices,
            ReceiptStore receipts,
            PaymentMethodStore methods,
            ConnectedMethods connected,
            CheckoutModule checkout,
            BillingSettingsStore settings) {
        PlanStore plans = new PlanStore(node.database());
        CustomerStore customers = new CustomerStore(node.database());
        WorkspaceNames names = new WorkspaceNames(new WorkspaceStore(node.database()));
        this.sessions = new PortalSessionStore(node.database());
        this.urls = new PortalUrls(node.http().baseUrl());
        this.portal = new CustomerPortal(
                node.database(),
                sessions,
                new PortalReader(actions, invoices, receipts, plans, customers, methods, connected, settings, names),
                actions,
                plans,
                customers,
                methods,
                checkout::create,
                urls,
                new Buckets<>(Rate.perMinute(node.limits().sessionActionsPerMinute())));
    }

    @Override
    public void mount(Operations api) {
        api.post("/portal-sessions", "Create a link with which a customer enters the portal once, within 15 minutes")
                .accepts(PortalSessionInput.class)
                .returns(201, PortalSession.class)
                .answersSecret()
                .handledBy(call -> sessions.insert(
                        call.context(), PortalSession.create(call.tenant(), call.input(), urls, call.now())));
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(
                "ended-portal-sessions",
                Duration.ofMinutes(1),
                now -> sessions.deleteEnded(now.minus(KEPT), BATCH).map(deleted -> deleted == BATCH)));
    }

    /** What customers see and do. */
    public CustomerPortal portal() {
        return portal;
    }
}
