package com.plugipay.mail;

import java.util.Locale;

/** What mails are about, which decides who writes them. */
public enum MailKind {
    /** An invoice is sent; its object is the invoice. */
    INVOICE,
    /** A receipt is sent; its object is the receipt. */
    RECEIPT,
    /** An invoice could not be collected; its object is the invoice, its occasion the try that has failed. */
    COLLECTION_FAILED;

    /** The name in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
