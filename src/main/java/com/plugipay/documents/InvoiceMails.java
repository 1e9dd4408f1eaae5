package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailContent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Mails with an invoice. A draft and one that was voided meanwhile are not sent. */
final class InvoiceMails implements MailComposer {
    private final InvoiceStore invoices;
    private final InvoiceDocuments documents;

    InvoiceMails(InvoiceStore invoices, InvoiceDocuments documents) {
        this.invoices = invoices;
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
                .compose(document ->
                        documents.pdf(document).map(pdf -> text(document).content(document.fileName(), pdf)));
    }

    private static MailText text(InvoiceDocument document) {
        DocumentTexts words = document.words();
        String seller = document.seller().name();
        String amount = document.money(document.leading());
        String kind = document.invoice().isCreditNote() ? "mail.credit." : "mail.invoice.";
        return new MailText(
                document.design(),
                document.seller(),
                words.get(kind + "subject", document.number(), seller),
                amount,
                document.customer(),
                List.of(
                        words.get(kind + "text", seller, document.number(), amount),
                        document.advice(),
                        words.get(kind + "attached")),
                document.invoice().hostedInvoiceUrl(),
                words.get(kind + "link"),
                document.isTest());
    }
}
