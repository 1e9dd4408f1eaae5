package com.plugipay.mail;

import java.util.Locale;

/** What mails are about, which decides who writes them. */
public enum MailKind {
    /** An invoice is sent; its object is the invoice. */
    INVOICE,
    /** A receipt is sent; its object is the receipt. */
    RECEIPT,
    /** An invoice could not be collected; its object is the invoice, its occasion the try that has failed. */
    COLLECTION_FAILED,
    /** A person has forgotten the password; its object is the person, as that of the next. */
    PASSWORD,
    /** A person proves another address, to which it goes. */
    EMAIL,
    /** A person is invited into a workspace; its object is the invitation. */
    INVITATION,
    /** Something has happened that a member wants to be told; its object is the person, its occasion what is gathered. */
    NOTIFICATION;

    /** The name in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
