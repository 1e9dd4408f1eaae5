package com.plugipay.billing.invoices;

import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.payments.Fees;
import com.plugipay.settlement.SettlementModule;
import com.plugipay.settlement.SettlementRules;
import com.plugipay.templates.TemplateStore;
import com.plugipay.work.Work;
import java.util.List;

/** Invoices over HTTP, and the credit notes of refunds. */
public final class InvoiceModule implements Module {
    private final InvoiceRoutes routes;
    private final Work creditNotes;

    public InvoiceModule(
            Node node,
            InvoiceStore invoices,
            BillingSettingsStore settings,
            TemplateStore templates,
            SettlementModule settlement,
            Fees fees) {
        this.creditNotes =
                CreditNotes.of(node.database(), invoices, new CreditNoteStore(node.database(), invoices), settings);
        this.routes = new InvoiceRoutes(invoices, templates, settlement.transaction(), new SettlementRules(fees));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Work> work() {
        return List.of(creditNotes);
    }
}
