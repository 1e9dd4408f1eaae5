package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.calendar.BillingZones;
import com.plugipay.billing.clocks.ClockAdvances;
import com.plugipay.billing.clocks.ClockWork;
import com.plugipay.billing.clocks.TestClockStore;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.subscriptions.RenewalWorker;
import com.plugipay.billing.subscriptions.SubscriptionClockWork;
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
    private final SubscriptionClockRoutes clockRoutes;
    private final ClockWork clockWork;

    /** @param zones in which new subscriptions are billed */
    public SubscriptionModule(Node node, InvoiceStore invoices, SubscriptionStore subscriptions, BillingZones zones) {
        PlanStore plans = new PlanStore(node.database());
        UsageStore usage = new UsageStore(node.database());
        SubscriptionReader reader = new SubscriptionReader(subscriptions, plans, usage);
        TestClockStore clocks = new TestClockStore(node.database());
        SubscriptionProgress progress = new SubscriptionProgress(node.database(), subscriptions, reader, invoices);
        this.actions = new SubscriptionActions(subscriptions, reader, plans, invoices, progress);
        this.routes = new SubscriptionRoutes(subscriptions, actions, plans, usage, invoices, zones, clocks);
        this.renewal = RenewalWorker.of(node.database(), node.claims(), progress);
        this.clockRoutes = new SubscriptionClockRoutes(reader, clocks, new ClockAdvances(node.database(), clocks));
        this.clockWork = new SubscriptionClockWork(node.database(), progress);
    }

    /** What becomes due of subscriptions on test clocks. */
    public ClockWork clockWork() {
        return clockWork;
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
        clockRoutes.mount(api);
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
