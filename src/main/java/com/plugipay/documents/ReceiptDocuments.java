package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.checkout.Guest;
import com.plugipay.documents.ReceiptDocument.Line;
import com.plugipay.documents.pdf.PdfCache;
import com.plugipay.documents.pdf.PdfRenderer;
import com.plugipay.receipts.PaymentReceipt;
import com.plugipay.templates.TemplateKind;
import com.plugipay.text.Language;
import com.plugipay.text.Templates;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Receipts as documents: as data for mails, as HTML and as PDF. */
public final class ReceiptDocuments {
    private final Letterheads letterheads;
    private final CheckoutSessionStore sessions;
    private final InvoiceStore invoices;
    private final PdfCache<ReceiptDocument> pdfs;

    public ReceiptDocuments(
            Letterheads letterheads, CheckoutSessionStore sessions, InvoiceStore invoices, PdfRenderer renderer) {
        this.letterheads = letterheads;
        this.sessions = sessions;
        this.invoices = invoices;
        this.pdfs = new PdfCache<>(renderer, this::html);
    }

    /**
     * What a receipt shows.
     *
     * @param language empty means by the workspace's
     */
    public Future<ReceiptDocument> document(PaymentReceipt receipt, Optional<Language> language) {
        return letterheads
                .of(receipt.tenant(), TemplateKind.RECEIPT, null, receipt.customerId(), language)
                .compose(head -> switch (receipt.sourceType()) {
                    case INVOICE ->
                        invoices.find(receipt.tenant(), receipt.sourceId())
                                .map(invoice -> of(receipt, head, invoice.orElseThrow()));
                    case CHECKOUT_SESSION ->
                        sessions.find(receipt.tenant(), receipt.sourceId())
                                .map(session -> of(receipt, head, session.orElseThrow()));
                });
    }

    public Buffer html(ReceiptDocument document) {
        return Templates.render("document/receipt.jte", Map.of("document", document));
    }

    public Future<Buffer> pdf(ReceiptDocument document) {
        return pdfs.of(document);
    }

    private static ReceiptDocument of(PaymentReceipt receipt, Letterhead head, Invoice invoice) {
        Stream<Line> lines = invoice.lines().stream().map(line -> new Line(line.description(), line.amount()));
        DocumentTexts words = head.words();
        Stream<Line> others = Stream.of(
                        new Line(words.get("invoice.discount"), -invoice.discount()),
                        new Line(words.get("invoice.tax"), invoice.tax()))
                .filter(line -> line.amount() != 0);
        return new ReceiptDocument(
                receipt,
                head.seller(),
                head.customer(),
                Stream.concat(lines, others).toList(),
                invoice.number(),
                words,
                head.settings().zone(),
                head.design());
    }

    private static ReceiptDocument of(PaymentReceipt receipt, Letterhead head, CheckoutSession session) {
        String description = session.description();
        List<Line> lines = session.lineItems().isEmpty()
                ? List.of(new Line(
                        description == null ? head.words().get("receipt.payment") : description, receipt.amount()))
                : session.lineItems().stream()
                        .map(item -> new Line(
                                item.quantity() == 1 ? item.name() : item.quantity() + " × " + item.name(),
                                item.amount()))
                        .toList();
        BillingSettings settings = head.settings();
        return new ReceiptDocument(
                receipt,
                head.seller(),
                head.customer() == null ? guest(session.guest(), head.words()) : head.customer(),
                lines,
                null,
                head.words(),
                settings.zone(),
                head.design());
    }

    private static @Nullable Party guest(@Nullable Guest guest, DocumentTexts words) {
        return guest == null ? null : Party.guest(guest, words);
    }
}
