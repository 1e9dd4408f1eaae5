package com.plugipay.documents;

import com.plugipay.billing.dunning.FailureNotice;
import com.plugipay.billing.dunning.FailureNotice.End;
import com.plugipay.billing.dunning.FailureNotices;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailContent;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Mails that tell a customer that an invoice could not be collected, with a link to the page on which it can be paid. */
final class CollectionMails implements MailComposer {
    private final FailureNotices notices;
    private final InvoiceDocuments documents;

    CollectionMails(FailureNotices notices, InvoiceDocuments documents) {
        this.notices = notices;
        this.documents = documents;
    }

    @Override
    public Future<Optional<MailContent>> compose(Mail mail) {
        return notices.of(mail.tenant(), Objects.requireNonNull(mail.occasionId()))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : documents
                                .document(found.get().invoice(), Optional.empty())
                                .map(document ->
                                        Optional.of(text(found.get(), document).content())));
    }

    private static MailText text(FailureNotice notice, InvoiceDocument document) {
        DocumentTexts words = document.words();
        String seller = document.seller().name();
        String amount = document.money(notice.invoice().amountDue());
        return new MailText(
                document.design(),
                document.seller(),
                words.get(
                        switch (notice.reason()) {
                            case DECLINED, METHOD_ENDED, NOT_CONFIRMED -> "mail.failed.subject";
                            case NO_METHOD, NOT_PAID -> "mail.unpaid.subject";
                        },
                        document.number(),
                        seller),
                amount,
                document.customer(),
                paragraphs(notice, document, words.get(key(notice), seller, document.number(), amount)),
                notice.invoice().hostedInvoiceUrl(),
                words.get("mail.failed.link"),
                document.isTest());
    }

    private static String key(FailureNotice notice) {
        return switch (notice.reason()) {
            case DECLINED -> "mail.failed.declined";
            case METHOD_ENDED -> "mail.failed.ended";
            case NOT_CONFIRMED -> "mail.failed.confirm";
            case NO_METHOD -> "mail.failed.noMethod";
            case NOT_PAID -> "mail.failed.unpaid";
        };
    }

    private static List<String> paragraphs(FailureNotice notice, InvoiceDocument document, String first) {
        List<String> paragraphs = new ArrayList<>(List.of(first));
        if (notice.reason() == FailureNotice.Reason.NOT_PAID || notice.invoice().uncollectible()) {
            paragraphs.add(document.advice());
        }
        DocumentTexts words = document.words();
        Instant next = notice.nextChargeAt();
        if (next != null) {
            paragraphs.add(words.get("mail.failed.next", document.date(next)));
        }
        End end = notice.end();
        if (end != null) {
            paragraphs.add(
                    switch (end) {
                        case CANCELED -> words.get("mail.failed.canceled");
                        case PAST_DUE -> words.get("mail.failed.pastDue");
                        case NOTHING -> words.get("mail.failed.last");
                    });
        }
        return paragraphs;
    }
}
