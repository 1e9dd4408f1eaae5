package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operations;
import io.vertx.core.Future;
import java.util.Optional;

/** Documents over HTTP, for the merchant. */
final class DocumentRoutes {
    private static final String PDF = "application/pdf";

    private final InvoiceStore invoices;
    private final InvoiceDocuments documents;

    DocumentRoutes(InvoiceStore invoices, InvoiceDocuments documents) {
        this.invoices = invoices;
        this.documents = documents;
    }

    void mount(Operations api) {
        api.get("/invoices/:id/invoice.html", "Show an invoice as HTML")
                .returnsFile()
                .handledBy(this::html);
        api.get("/invoices/:id/invoice.pdf", "Show an invoice as PDF")
                .returnsFile()
                .handledBy(this::pdf);
        api.get("/invoices/:id/pdf", "Show an invoice as PDF").returnsFile().handledBy(this::pdf);
    }

    private Future<Download> html(Call<Void> call) {
        return document(call)
                .map(document -> new Download(
                        document.fileName() + ".html", "text/html; charset=utf-8", documents.html(document)));
    }

    private Future<Download> pdf(Call<Void> call) {
        return document(call)
                .compose(document ->
                        documents.pdf(document).map(pdf -> new Download(document.fileName() + ".pdf", PDF, pdf)));
    }

    private Future<InvoiceDocument> document(Call<Void> call) {
        return invoice(call).compose(invoice -> documents.document(invoice, Optional.empty()));
    }

    private Future<Invoice> invoice(Call<Void> call) {
        return invoices.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
