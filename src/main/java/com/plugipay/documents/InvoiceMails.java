package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailContent;
import com.plugipay.mail.MailContent.Attachment;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.stream.Stream;

/** Mails with an invoice. A draft and one that was voided meanwhile are not sent. */
final class InvoiceMails implements MailComposer {
    static final String KIND = "invoice";

    private final InvoiceStore invoices;
    private final Letterheads letterheads;
    private final InvoiceDocuments documents;

    InvoiceMails(InvoiceStore invoices, Letterheads letterheads, InvoiceDocuments documents) {
        this.invoices = invoices;
        this.letterheads = letterheads;
        this.documents = documents;
    }

    @Override
    public Future<Optional<MailContent>> compose(Mail mail) {
        return invoices.find(mail.tenant(), mail.objectId())
                .map(found -> found.filter(InvoiceMails::canBeSent))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : content(found.get()).map(Optional::of));
    }

    /** Whether it is an invoice that a customer may see. */
    static boolean canBeSent(Invoice invoice) {
        return invoice.status() == Invoice.Status.OPEN || invoice.status() == Invoice.Status.PAID;
    }

    private Future<MailContent> content(Invoice invoice) {
        return documents
                .document(invoice, Optional.empty())
                .compose(document -> letterheads
                        .of(invoice.tenant(), null, Optional.empty())
                        .compose(head -> documents.pdf(document).map(pdf -> content(document, head, pdf))));
    }

    private static MailContent content(InvoiceDocument document, Letterhead head, Buffer pdf) {
        DocumentTexts words = document.words();
        String amount = document.money(document.leading());
        String kind = document.invoice().isCreditNote() ? "mail.credit." : "mail.invoice.";
        return new MailText(
                        words,
                        document.seller(),
                        words.get(
                                kind + "subject",
                                document.number(),
                                document.seller().name()),
                        amount,
                        document.customer(),
                        Stream.of(
                                        words.get(
                                                kind + "text", document.seller().name(), document.number(), amount),
                                        document.advice(),
                                        words.get(kind + "attached"),
                                        head.settings().businessEmail() == null ? "" : words.get("mail.reply"))
                                .filter(text -> !text.isEmpty())
                                .toList(),
                        document.invoice().hostedInvoiceUrl(),
                        words.get(kind + "link"),
                        document.isTest())
                .content(
                        head.settings().businessEmail(),
                        new Attachment(document.fileName() + ".pdf", "application/pdf", pdf));
    }
}
