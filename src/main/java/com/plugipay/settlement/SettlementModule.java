package com.plugipay.settlement;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.attempts.StatusPoller;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.payments.Fees;
import com.plugipay.payments.PaymentMetrics;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import java.util.List;

/** Payment attempts over HTTP, the polls for their outcomes, and the settlement of these. */
public final class SettlementModule implements Module {
    private final Node node;
    private final SettlementTransaction.Payables payables;
    private final AttemptStore attempts;
    private final SettlementTransaction transaction;
    private final Settlement settlement;
    private final ChargeService charges;
    private final AttemptRoutes routes;

    /** @param payables finds what attempts pay for, where that is more than a payment */
    public SettlementModule(
            Node node,
            Providers providers,
            QueryQuota quota,
            Fees fees,
            SettlementTransaction.Payables payables,
            PaymentMethodStore methods,
            ChargeService.ReturnUrls returnUrls,
            Settlement.MoneyTakenBack takenBack) {
        this.node = node;
        this.payables = payables;
        this.attempts = new AttemptStore(node.database());
        this.transaction =
                new SettlementTransaction(node.database(), payables, attempts, new PaymentMetrics(node.metrics()));
        this.settlement = new Settlement(transaction, attempts, methods, takenBack, fees);
        this.charges = new ChargeService(providers, settlement, quota, methods::chargeable, returnUrls);
        this.routes = new AttemptRoutes(attempts, new Reviews(transaction, fees));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(AttemptStore.DUE);
    }

    @Override
    public List<Work> work() {
        return ProviderKind.all().stream()
                .map(provider -> StatusPoller.of(provider, node.claims(), charges, settlement))
                .toList();
    }

    public AttemptStore attempts() {
        return attempts;
    }

    public ChargeService charges() {
        return charges;
    }

    public Settlement settlement() {
        return settlement;
    }

    /** Finds what attempts pay for. */
    public SettlementTransaction.Payables payables() {
        return payables;
    }

    public SettlementTransaction transaction() {
        return transaction;
    }
}
