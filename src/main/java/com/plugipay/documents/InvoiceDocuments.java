package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.documents.pdf.PdfCache;
import com.plugipay.documents.pdf.PdfRenderer;
import com.plugipay.templates.TemplateKind;
import com.plugipay.text.Language;
import com.plugipay.text.Templates;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Invoices as documents: as data for pages, as HTML and as PDF. */
public final class InvoiceDocuments {
    private final Letterheads letterheads;
    private final PdfCache<InvoiceDocument> pdfs;

    public InvoiceDocuments(Letterheads letterheads, PdfRenderer renderer) {
        this.letterheads = letterheads;
        this.pdfs = new PdfCache<>(renderer, this::html);
    }

    /**
     * What an invoice shows at this moment.
     *
     * @param language empty means by the workspace's
     */
    public Future<InvoiceDocument> document(Invoice invoice, Optional<Language> language) {
        return letterheads
                .of(invoice.tenant(), TemplateKind.INVOICE, invoice.templateId(), invoice.customerId(), language)
                .map(head ->
                        document(invoice, Objects.requireNonNull(head.customer(), "An invoice has a customer"), head));
    }

    static InvoiceDocument document(Invoice invoice, Party customer, Letterhead head) {
        return new InvoiceDocument(
                invoice, head.seller(), customer, head.words(), head.settings().zone(), head.design());
    }

    /** The document as a page of its own. */
    public Buffer html(InvoiceDocument document) {
        return Templates.render("document/invoice.jte", Map.of("document", document));
    }

    /** The same as a PDF. */
    public Future<Buffer> pdf(InvoiceDocument document) {
        return pdfs.of(document);
    }
}
