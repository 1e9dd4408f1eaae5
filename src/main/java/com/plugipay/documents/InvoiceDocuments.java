package com.plugipay.documents;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.async.SingleFlightCache;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.settings.Language;
import com.plugipay.text.Templates;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Invoices as documents: as data for pages, as HTML and as PDF. */
public final class InvoiceDocuments {
    /** PDFs have up to some hundred kilobytes; the page's visitors ask for the same one again and again. */
    private static final int CACHED = 64;

    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private final Letterheads letterheads;
    private final PdfRenderer renderer;
    private final SingleFlightCache<InvoiceDocument, Buffer> pdfs =
            SingleFlightCache.of(Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(CACHED_FOR), pdf -> true);

    public InvoiceDocuments(Letterheads letterheads, PdfRenderer renderer) {
        this.letterheads = letterheads;
        this.renderer = renderer;
    }

    /**
     * What an invoice shows at this moment.
     *
     * @param language empty means by the workspace's
     */
    public Future<InvoiceDocument> document(Invoice invoice, Optional<Language> language) {
        return letterheads
                .of(invoice.tenant(), invoice.customerId(), language)
                .map(head -> new InvoiceDocument(
                        invoice,
                        head.seller(),
                        Objects.requireNonNull(head.customer(), "An invoice has a customer"),
                        head.words(),
                        head.settings().zone(),
                        head.logo()));
    }

    /** The document as a page of its own. */
    public Buffer html(InvoiceDocument document) {
        return Templates.render("document/invoice.jte", Map.of("document", document));
    }

    /** The same as a PDF. */
    public Future<Buffer> pdf(InvoiceDocument document) {
        return pdfs.get(document, () -> renderer.render(html(document)));
    }
}
