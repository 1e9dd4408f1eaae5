package com.plugipay.documents;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.async.SingleFlightCache;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.settings.Language;
import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerStore;
import com.plugipay.pictures.SafePicture;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Invoices as documents: as data for pages, as HTML and as PDF. */
public final class InvoiceDocuments {
    /** PDFs have up to some hundred kilobytes; the page's visitors ask for the same one again and again. */
    private static final int CACHED = 64;

    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private final BillingSettingsStore settings;
    private final CustomerStore customers;
    private final WorkspaceNames names;
    private final PdfRenderer renderer;
    private final SingleFlightCache<InvoiceDocument, Buffer> pdfs =
            SingleFlightCache.of(Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(CACHED_FOR), pdf -> true);

    public InvoiceDocuments(
            BillingSettingsStore settings, CustomerStore customers, WorkspaceNames names, PdfRenderer renderer) {
        this.settings = settings;
        this.customers = customers;
        this.names = names;
        this.renderer = renderer;
    }

    /**
     * What an invoice shows at this moment.
     *
     * @param language empty means by the workspace's
     */
    public Future<InvoiceDocument> document(Invoice invoice, Optional<Language> language) {
        Future<BillingSettings> settings = this.settings.of(invoice.tenant());
        Future<Optional<SafePicture>> logo = this.settings.logo(invoice.tenant());
        Future<Optional<Customer>> customer = customers.find(invoice.tenant(), invoice.customerId());
        Future<String> name = names.of(invoice.workspaceId());
        return Future.all(settings, logo, customer, name).map(all -> {
            BillingSettings found = settings.result();
            DocumentTexts words = DocumentTexts.in(language.orElse(found.language()));
            return new InvoiceDocument(
                    invoice,
                    Party.seller(found, name.result(), words),
                    Party.customer(customer.result().orElseThrow(), words),
                    words,
                    found.zone(),
                    logo.result().map(InvoiceDocuments::dataUrl).orElse(null));
        });
    }

    /** The document as a page of its own. */
    public Buffer html(InvoiceDocument document) {
        return Templates.render("document/invoice.jte", Map.of("document", document));
    }

    /** The same as a PDF. */
    public Future<Buffer> pdf(InvoiceDocument document) {
        return pdfs.get(document, () -> renderer.render(html(document)));
    }

    private static @Nullable String dataUrl(SafePicture picture) {
        return "data:" + picture.contentType() + ";base64,"
                + Base64.getEncoder().encodeToString(picture.content().getBytes());
    }
}
