package com.plugipay.documents;

import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.customers.CustomerStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.workspaces.WorkspaceNames;
import com.plugipay.workspaces.WorkspaceStore;

/** Invoices as HTML and PDF. */
public final class DocumentModule implements Module {
    private final InvoiceDocuments invoiceDocuments;
    private final DocumentRoutes routes;

    public DocumentModule(Node node, DocumentConfig config, InvoiceStore invoices, BillingSettingsStore settings) {
        this.invoiceDocuments = new InvoiceDocuments(
                settings,
                new CustomerStore(node.database()),
                new WorkspaceNames(new WorkspaceStore(node.database())),
                new PdfRenderer(node.vertx(), config));
        this.routes = new DocumentRoutes(invoices, invoiceDocuments);
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    /** Shows invoices to customers. */
    public InvoiceDocuments invoiceDocuments() {
        return invoiceDocuments;
    }
}
