package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.calendar.BillingZones;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.subscriptions.RenewalWorker;
import com.plugipay.billing.subscriptions.SubscriptionProgress;
import com.plugipay.billing.subscriptions.SubscriptionReader;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.billing.usage.UsageStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import java.util.List;

/** Subscriptions over HTTP, and what they become as time goes by. */
public final class SubscriptionModule implements Module {
    private final SubscriptionActions actions;
    private final SubscriptionRoutes routes;
    private final Work renewal;

    /** @param zones in which new subscriptions are billed */
    public SubscriptionModule(Node node, InvoiceStore invoices, BillingZones zones) {
        SubscriptionStore subscriptions = new SubscriptionStore(node.database(), invoices);
        PlanStore plans = new PlanStore(node.database());
        UsageStore usage = new UsageStore(node.database());
        SubscriptionReader reader = new SubscriptionReader(subscriptions, plans, usage);
        this.actions = new SubscriptionActions(subscriptions, reader, plans, invoices);
        this.routes = new SubscriptionRoutes(subscriptions, actions, plans, usage, invoices, zones);
        this.renewal = RenewalWorker.of(
                node.claims(), new SubscriptionProgress(node.database(), subscriptions, reader, invoices));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(SubscriptionStore.DUE);
    }

    @Override
    public List<Work> work() {
        return List.of(renewal);
    }

    /** What is done with subscriptions that there are. */
    public SubscriptionActions actions() {
        return actions;
    }
}
