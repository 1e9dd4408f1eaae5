package com.plugipay.billing.invoices;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.payments.Fees;
import com.plugipay.settlement.SettlementModule;
import com.plugipay.settlement.SettlementRules;

/** Invoices over HTTP. */
public final class InvoiceModule implements Module {
    private final InvoiceRoutes routes;

    public InvoiceModule(InvoiceStore invoices, SettlementModule settlement, Fees fees) {
        this.routes = new InvoiceRoutes(invoices, settlement.transaction(), new SettlementRules(fees));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
