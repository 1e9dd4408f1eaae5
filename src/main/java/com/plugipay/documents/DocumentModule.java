package com.plugipay.documents;

import com.plugipay.billing.dunning.FailureNotices;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.customers.CustomerStore;
import com.plugipay.documents.pdf.DocumentConfig;
import com.plugipay.documents.pdf.PdfRenderer;
import com.plugipay.http.operations.Operations;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailKind;
import com.plugipay.mail.SmtpConfig;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.templates.TemplateStore;
import com.plugipay.workspaces.WorkspaceNames;
import com.plugipay.workspaces.WorkspaceStore;
import java.util.Map;

/** Invoices and receipts as HTML and PDF, and by mail. */
public final class DocumentModule implements Module {
    private final Letterheads letterheads;
    private final InvoiceDocuments invoiceDocuments;
    private final ReceiptDocuments receiptDocuments;
    private final DocumentRoutes routes;
    private final MailingRoutes mailing;
    private final Map<MailKind, MailComposer> composers;

    public DocumentModule(
            Node node,
            DocumentConfig config,
            SmtpConfig mailServer,
            InvoiceStore invoices,
            CheckoutSessionStore sessions,
            ReceiptStore receipts,
            FailureNotices failures,
            BillingSettingsStore settings,
            TemplateStore templates) {
        PdfRenderer renderer = new PdfRenderer(node.vertx(), config);
        this.letterheads = new Letterheads(
                settings,
                templates,
                new CustomerStore(node.database()),
                new WorkspaceNames(new WorkspaceStore(node.database())));
        this.receiptDocuments = new ReceiptDocuments(letterheads, sessions, invoices, renderer);
        this.invoiceDocuments = new InvoiceDocuments(letterheads, renderer);
        this.routes = new DocumentRoutes(invoices, invoiceDocuments, receipts, receiptDocuments);
        this.mailing = new MailingRoutes(invoices, receipts, letterheads, mailServer);
        this.composers = Map.of(
                MailKind.INVOICE, new InvoiceMails(invoices, invoiceDocuments),
                MailKind.RECEIPT, new ReceiptMails(receipts, receiptDocuments),
                MailKind.COLLECTION_FAILED, new CollectionMails(failures, invoiceDocuments));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
        mailing.mount(api);
    }

    /** Reads what documents begin with. */
    public Letterheads letterheads() {
        return letterheads;
    }

    /** Shows invoices to customers. */
    public InvoiceDocuments invoiceDocuments() {
        return invoiceDocuments;
    }

    /** Shows receipts to customers. */
    public ReceiptDocuments receiptDocuments() {
        return receiptDocuments;
    }

    /** Who writes the mails with documents, by their kinds. */
    public Map<MailKind, MailComposer> composers() {
        return composers;
    }
}
