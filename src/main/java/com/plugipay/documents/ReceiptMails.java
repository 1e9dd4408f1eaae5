package com.plugipay.documents;

import com.plugipay.mail.Mail;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailContent;
import com.plugipay.receipts.PaymentReceipt;
import com.plugipay.receipts.ReceiptStore;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Mails with a receipt. */
final class ReceiptMails implements MailComposer {
    private final ReceiptStore receipts;
    private final ReceiptDocuments documents;

    ReceiptMails(ReceiptStore receipts, ReceiptDocuments documents) {
        this.receipts = receipts;
        this.documents = documents;
    }

    @Override
    public Future<Optional<MailContent>> compose(Mail mail) {
        return receipts.find(mail.tenant(), mail.objectId())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : content(found.get()).map(Optional::of));
    }

    private Future<MailContent> content(PaymentReceipt receipt) {
        return documents
                .document(receipt, Optional.empty())
                .compose(document ->
                        documents.pdf(document).map(pdf -> text(document).content(document.fileName(), pdf)));
    }

    private static MailText text(ReceiptDocument document) {
        DocumentTexts words = document.words();
        String seller = document.seller().name();
        String amount = document.money(document.receipt().amount());
        return new MailText(
                document.design(),
                document.seller(),
                words.get("mail.receipt.subject", document.number(), seller),
                amount,
                document.payer(),
                Stream.of(
                                words.get("mail.receipt.text", seller, amount),
                                document.design().config().thankYouText(),
                                words.get("mail.receipt.attached"))
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList(),
                null,
                "",
                document.isTest());
    }
}
