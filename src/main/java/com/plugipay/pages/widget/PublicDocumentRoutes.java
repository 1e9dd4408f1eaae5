package com.plugipay.pages.widget;

import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.db.Requester;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Tenant;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import java.util.regex.Pattern;

/**
 * Invoices and receipts without a key. They are found by the random part of the address of their page: an id is no secret,
 * so that whoever knows only that is told nothing.
 */
public final class PublicDocumentRoutes {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{20,64}");

    private final InvoiceStore invoices;
    private final ReceiptStore receipts;
    private final BillingSettingsStore settings;
    private final WorkspaceNames names;

    public PublicDocumentRoutes(
            InvoiceStore invoices, ReceiptStore receipts, BillingSettingsStore settings, WorkspaceNames names) {
        this.invoices = invoices;
        this.receipts = receipts;
        this.settings = settings;
        this.names = names;
    }

    public void mount(Operations api) {
        api.get("/public/checkout/invoices/:token", "Retrieve an invoice by the last part of its page's address")
                .withoutKey()
                .returns(200, PublicInvoice.class)
                .handledBy(call -> invoices.findPublic(token(call.parameter("token")))
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                        .compose(invoice ->
                                businessName(invoice.tenant()).map(name -> PublicInvoice.of(invoice, name))));
        api.get("/public/checkout/receipts/:token", "Retrieve a receipt by the last part of its page's address")
                .withoutKey()
                .returns(200, PublicReceipt.class)
                .handledBy(call -> receipts.findPublic(token(call.parameter("token")))
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                        .compose(receipt ->
                                businessName(receipt.tenant()).map(name -> PublicReceipt.of(receipt, name))));
    }

    private Future<String> businessName(Tenant tenant) {
        Requester.is(tenant.workspaceId());
        return settings.of(tenant).compose(found -> {
            String name = found.businessName();
            return name == null ? names.of(tenant.workspaceId()) : Future.succeededFuture(name);
        });
    }

    private static String token(String given) {
        if (!TOKEN.matcher(given).matches()) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return given;
    }
}
