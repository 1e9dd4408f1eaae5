package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.model.Mode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;

/**
 * Everything that an invoice shows, on paper and on its page; the templates decide nothing.
 *
 * @param zone in which its dates are written
 */
public record InvoiceDocument(
        Invoice invoice, Party seller, Party customer, DocumentTexts words, ZoneId zone, Design design) {

    /** What the customer has to know first. */
    public enum State {
        DRAFT,
        OPEN,
        PAST_DUE,
        PAID,
        VOID,
        UNCOLLECTIBLE,
        /** A credit note whose money was given back. */
        REFUNDED;

        /** The name in the keys of the texts and in classes of the style sheets. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state() {
        return switch (invoice.status()) {
            case DRAFT -> State.DRAFT;
            case PAID -> invoice.isCreditNote() ? State.REFUNDED : State.PAID;
            case VOID -> State.VOID;
            case OPEN ->
                invoice.uncollectible() ? State.UNCOLLECTIBLE : invoice.pastDue() ? State.PAST_DUE : State.OPEN;
        };
    }

    /** Such as Invoice INV-2026-000123; a draft has no number. */
    public String title() {
        String number = invoice.number();
        return number == null
                ? words.get("invoice.draft")
                : words.get(invoice.isCreditNote() ? "credit.title" : "invoice.title", number);
    }

    /** What kind of document it is. */
    public String word() {
        return words.get(invoice.isCreditNote() ? "credit.word" : "invoice.word");
    }

    /** The number, or a dash for a draft. */
    public String number() {
        return invoice.number() == null ? "–" : Objects.requireNonNull(invoice.number());
    }

    /** The amount that stands out: what is to be paid, or the total when nothing is. */
    public long leading() {
        return isPayable() ? invoice.amountDue() : invoice.total();
    }

    /** Whether the customer is asked to pay. */
    public boolean isPayable() {
        return invoice.status() == Invoice.Status.OPEN;
    }

    /** The tax that the total includes; 0 where it is not to be shown, or stands among the sums. */
    public long includedTax() {
        return invoice.tax() == 0 ? design.includedTax(invoice.total()) : 0;
    }

    /** What the customer should do, or what has become of the invoice. */
    public String advice() {
        return switch (state()) {
            case DRAFT, OPEN ->
                invoice.dueAt() == null ? words.get("page.due") : words.get("page.dueBy", date(invoice.dueAt()));
            case PAST_DUE ->
                invoice.dueAt() == null ? words.get("page.due") : words.get("page.overdue", date(invoice.dueAt()));
            case PAID ->
                invoice.paidAt() == null ? words.get("state.paid") : words.get("page.paid", date(invoice.paidAt()));
            case VOID -> words.get("page.void");
            case REFUNDED -> words.get("page.refunded");
            case UNCOLLECTIBLE -> words.get("page.uncollectible", seller.name());
        };
    }

    public boolean isTest() {
        return invoice.mode() == Mode.TEST;
    }

    public String money(long minorUnits) {
        return words.money(minorUnits, invoice.currency());
    }

    public String date(Instant instant) {
        return words.date(instant, zone);
    }

    /** The name of its file without the ending: letters, digits, dots, dashes and underscores. */
    public String fileName() {
        String number = invoice.number();
        return (number == null ? invoice.id() : number).replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
