package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operations;
import com.plugipay.receipts.PaymentReceipt;
import com.plugipay.receipts.ReceiptStore;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Documents over HTTP, for the merchant. */
final class DocumentRoutes {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PDF = "application/pdf";
    private static final String ESC_POS = "application/octet-stream";

    /** Of a line on paper of 80 mm. */
    private static final String USUAL_COLUMNS = "48";

    /** The characters of a line, also by the width of the paper in millimeters. */
    private static final Map<String, String> COLUMNS =
            Map.of("32", "32", "58", "32", "42", "42", "48", "48", "80", USUAL_COLUMNS);

    private final InvoiceStore invoices;
    private final InvoiceDocuments documents;
    private final ReceiptStore receipts;
    private final ReceiptDocuments receiptDocuments;

    DocumentRoutes(
            InvoiceStore invoices,
            InvoiceDocuments documents,
            ReceiptStore receipts,
            ReceiptDocuments receiptDocuments) {
        this.invoices = invoices;
        this.documents = documents;
        this.receipts = receipts;
        this.receiptDocuments = receiptDocuments;
    }

    void mount(Operations api) {
        api.get("/invoices/:id/invoice.html", "Show an invoice as HTML")
                .returnsFile()
                .handledBy(this::html);
        api.get("/invoices/:id/invoice.pdf", "Show an invoice as PDF")
                .returnsFile()
                .handledBy(this::pdf);
        api.alias("/invoices/:id/pdf", "/invoices/:id/invoice.pdf");
        api.get("/invoices/:id/pdf", "Show an invoice as PDF").returnsFile().handledBy(this::pdf);
        api.get("/invoices/:id/invoice.escpos", "Show an invoice in the commands of receipt printers (ESC/POS)")
                .filterKnows("width", COLUMNS)
                .returnsFile()
                .handledBy(this::roll);
        mountReceipts(api, "/receipts/:id", call -> receipts.find(call.tenant(), call.id()));
        mountReceipts(api, "/checkout-sessions/:id", call -> receipts.findBySource(call.tenant(), call.id()));
    }

    private void mountReceipts(
            Operations api, String path, Function<Call<Void>, Future<Optional<PaymentReceipt>>> finding) {
        api.get(path + "/receipt.html", "Show a receipt as HTML")
                .returnsFile()
                .handledBy(call -> receipt(call, finding)
                        .map(document ->
                                new Download(document.fileName() + ".html", HTML, receiptDocuments.html(document))));
        api.get(path + "/receipt.pdf", "Show a receipt as PDF")
                .returnsFile()
                .handledBy(call -> receipt(call, finding)
                        .compose(document -> receiptDocuments
                                .pdf(document)
                                .map(pdf -> new Download(document.fileName() + ".pdf", PDF, pdf))));
        api.get(path + "/receipt.escpos", "Show a receipt in the commands of receipt printers (ESC/POS)")
                .filterKnows("width", COLUMNS)
                .returnsFile()
                .handledBy(call -> {
                    int columns = columns(call);
                    return receipt(call, finding)
                            .map(document -> new Download(
                                    document.fileName() + ".bin", ESC_POS, PrinterRolls.of(document, columns)));
                });
    }

    private Future<ReceiptDocument> receipt(
            Call<Void> call, Function<Call<Void>, Future<Optional<PaymentReceipt>>> finding) {
        return finding.apply(call)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(receipt -> receiptDocuments.document(receipt, Optional.empty()));
    }

    private Future<Download> html(Call<Void> call) {
        return document(call)
                .map(document -> new Download(document.fileName() + ".html", HTML, documents.html(document)));
    }

    private Future<Download> pdf(Call<Void> call) {
        return document(call)
                .compose(document ->
                        documents.pdf(document).map(pdf -> new Download(document.fileName() + ".pdf", PDF, pdf)));
    }

    private Future<Download> roll(Call<Void> call) {
        int columns = columns(call);
        return document(call)
                .map(document ->
                        new Download(document.fileName() + ".bin", ESC_POS, PrinterRolls.of(document, columns)));
    }

    private static int columns(Call<Void> call) {
        return Integer.parseInt(call.listing().filters().getOrDefault("width", USUAL_COLUMNS));
    }

    private Future<InvoiceDocument> document(Call<Void> call) {
        return invoice(call).compose(invoice -> documents.document(invoice, Optional.empty()));
    }

    private Future<Invoice> invoice(Call<Void> call) {
        return invoices.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
