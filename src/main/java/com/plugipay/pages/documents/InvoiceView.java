package com.plugipay.pages.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.documents.DocumentTexts;
import com.plugipay.documents.InvoiceDocument;
import com.plugipay.documents.InvoiceDocument.State;
import com.plugipay.pages.branding.AccentStyle;
import org.jspecify.annotations.Nullable;

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

    /** Where the style sheet with the colours of the business is. */
    public @Nullable String accentUrl() {
        return AccentStyle.url(document.design().color());
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
        return document.words().lang().equals("id") ? "en" : "id";
    }
}
