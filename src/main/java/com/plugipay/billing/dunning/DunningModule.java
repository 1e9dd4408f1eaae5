package com.plugipay.billing.dunning;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.billing.clocks.ClockWork;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.settlement.SettlementModule;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import java.util.List;

/** The collection of invoices by stored payment methods, and the policies by which it is tried again. */
public final class DunningModule implements Module {
    private final DunningPolicyStore policies;
    private final InvoiceCollection collection;
    private final ClockWork clockWork;
    private final FailureNotices notices;

    /** @param sendsMails whether customers are told by mail of what could not be collected */
    public DunningModule(
            Node node,
            InvoiceStore invoices,
            SubscriptionStore subscriptions,
            SettlementModule settlement,
            ConnectedMethods connected,
            PaymentMethodStore methods,
            boolean sendsMails) {
        this.policies = new DunningPolicyStore(node.database());
        AttemptStore attempts = settlement.attempts();
        CollectionStore tries = new CollectionStore(node.database());
        StoredMethodCharges charges = new StoredMethodCharges(attempts, settlement.charges(), connected, methods);
        this.collection = new InvoiceCollection(
                node.claims(),
                invoices,
                attempts,
                tries,
                charges,
                new CollectionFailures(
                        settlement.transaction(), policies, new PlanStore(node.database()), tries, sendsMails));
        this.notices = new FailureNotices(tries, invoices, subscriptions, charges);
        this.clockWork = new CollectionClockWork(tries, collection, node.clock());
    }

    @Override
    public void mount(Operations api) {
        new DunningPolicyRoutes(policies).mount(api);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(CollectionStore.DUE);
    }

    @Override
    public List<Work> work() {
        return List.of(collection.work());
    }

    /** What customers are told of invoices that could not be collected. */
    public FailureNotices notices() {
        return notices;
    }

    /** The collection of invoices on test clocks. */
    public ClockWork clockWork() {
        return clockWork;
    }
}
