package com.plugipay.pages;

import com.plugipay.billing.invoices.InvoiceCheckout;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.portal.CustomerPortal;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.documents.InvoiceDocuments;
import com.plugipay.documents.Letterheads;
import com.plugipay.documents.ReceiptDocuments;
import com.plugipay.errors.ApiException;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.pages.branding.AccentStyle;
import com.plugipay.pages.branding.Brandings;
import com.plugipay.pages.branding.TemplatePreview;
import com.plugipay.pages.documents.HostedInvoice;
import com.plugipay.pages.documents.HostedReceipt;
import com.plugipay.pages.portal.HostedPortal;
import com.plugipay.pages.widget.ProofImageUpload;
import com.plugipay.pages.widget.PublicDocumentRoutes;
import com.plugipay.pages.widget.WidgetRoutes;
import com.plugipay.payments.PaymentModule;
import com.plugipay.proofs.Proofs;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.templates.TemplateStore;
import com.plugipay.workspaces.WorkspaceNames;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The pages for browsers: checkout, invoices, portal, the redirect after a payment, documentation, and their files. */
public final class PageModule implements Module {
    private final Assets assets;
    private final HostedCheckout checkout;
    private final HostedInvoice invoice;
    private final HostedReceipt receipt;
    private final PaymentReturn paymentReturn;
    private final ProofUpload proofs;
    private final ProofImageUpload proofImages;
    private final WidgetRoutes widget;
    private final PublicDocumentRoutes publicDocuments;
    private final HostedPortal portal;
    private final TemplatePreview previews;
    private final UnknownPages unknown;

    public PageModule(
            Node node,
            Assets assets,
            BuyerCheckout buyer,
            Proofs proofs,
            PaymentModule payments,
            InvoiceStore invoices,
            InvoiceCheckout invoiceCheckout,
            InvoiceDocuments documents,
            ReceiptStore receiptStore,
            ReceiptDocuments receipts,
            BillingSettingsStore settings,
            TemplateStore templates,
            CustomerPortal portal,
            Letterheads letterheads) {
        this.assets = assets;
        CheckoutPage page = new CheckoutPage(assets);
        this.paymentReturn =
                new PaymentReturn(payments.payments(), payments.direct(), page, node.clients(), node.clock());
        WorkspaceNames names = new WorkspaceNames(new WorkspaceStore(node.database()));
        Brandings brandings = new Brandings(settings, templates);
        this.previews = new TemplatePreview(brandings, names, letterheads, documents, receipts, page);
        this.checkout = new HostedCheckout(buyer, brandings, proofs, page, node.clients(), node.clock());
        this.invoice =
                new HostedInvoice(invoices, documents, settings, invoiceCheckout, page, node.clients(), node.clock());
        this.receipt = new HostedReceipt(receiptStore, receipts, settings, page, assets);
        this.portal = new HostedPortal(portal, receipts, settings, page, assets, node.clients(), node.clock());
        this.unknown = new UnknownPages(page);
        UploadSlots slots = new UploadSlots();
        this.proofs = new ProofUpload(checkout, buyer, proofs, slots, node.connections());
        this.proofImages = new ProofImageUpload(buyer, proofs, slots, node.connections(), node.clients(), node.clock());
        this.widget = new WidgetRoutes(node.vertx(), buyer, settings, templates);
        this.publicDocuments = new PublicDocumentRoutes(invoices, receiptStore, settings, names);
    }

    @Override
    public void mountUploads(Router router) {
        proofs.mount(router);
        proofImages.mount(router);
    }

    @Override
    public void mount(Operations api) {
        previews.mount(api);
        widget.mount(api);
        publicDocuments.mount(api);
    }

    @Override
    public boolean respondsToUnreadable(RoutingContext context) {
        return unknown.responds(context);
    }

    @Override
    public Optional<Reply> refusalOfUnreadable(HttpServerRequest request, ApiException failure) {
        return unknown.refusal(request, failure);
    }

    @Override
    public void mount(Router router) {
        router.get("/static/:name").handler(assets);
        router.get("/accent/:name").handler(new AccentStyle());
        checkout.mount(router);
        invoice.mount(router);
        receipt.mount(router);
        portal.mount(router);
        paymentReturn.mount(router);
        new DocsPage(assets).mount(router);
        router.get("/").handler(Reply.seeOther("/dashboard")::to);
        unknown.mount(router);
    }
}
