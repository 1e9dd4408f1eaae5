package com.plugipay.pages;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.documents.DocumentTexts;
import com.plugipay.documents.InvoiceDocument;
import com.plugipay.documents.InvoiceDocument.State;
import java.util.List;

/**
 * What the page of an invoice shows.
 *
 * @param path of the page
 * @param canPay whether the customer can pay here
 */
public record InvoiceView(InvoiceDocument document, String path, boolean canPay) {

    public DocumentTexts words() {
        return document.words();
    }

    public Invoice invoice() {
        return document.invoice();
    }

    /** The letter that stands for a business without a logo. */
    public String initial() {
        String name = document.seller().name();
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
    }

    /** What the customer should do, or what has become of the invoice. */
    public String advice() {
        Invoice invoice = document.invoice();
        DocumentTexts words = document.words();
        return switch (document.state()) {
            case DRAFT, OPEN ->
                invoice.dueAt() == null
                        ? words.get("page.due")
                        : words.get("page.dueBy", document.date(invoice.dueAt()));
            case PAST_DUE ->
                invoice.dueAt() == null
                        ? words.get("page.due")
                        : words.get("page.overdue", document.date(invoice.dueAt()));
            case PAID ->
                invoice.paidAt() == null
                        ? words.get("state.paid")
                        : words.get("page.paid", document.date(invoice.paidAt()));
            case VOID -> words.get("page.void");
            case UNCOLLECTIBLE ->
                words.get("page.uncollectible", document.seller().name());
        };
    }

    /** Whether the amount that stands out is still to be paid. */
    public boolean isDue() {
        return document.isPayable() && document.state() != State.UNCOLLECTIBLE;
    }

    /** The address of a route of this page, in the language that it is shown in. */
    public String action(String name) {
        return path + '/' + name + "?lang=" + document.words().lang();
    }

    /** The same page in the other language. */
    public String otherLanguage() {
        return path + "?lang=" + otherLang();
    }

    public String otherLang() {
        return List.of("id", "en").get(document.words().lang().equals("id") ? 1 : 0);
    }
}
