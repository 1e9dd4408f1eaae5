package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.model.Mode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an invoice shows, on paper and on its page; the templates decide nothing.
 *
 * @param zone in which its dates are written
 * @param logo a data URL; null for none
 */
public record InvoiceDocument(
        Invoice invoice,
        Party seller,
        Party customer,
        DocumentTexts words,
        ZoneId zone,
        @Nullable String logo) {

    /** What the customer has to know first. */
    public enum State {
        DRAFT,
        OPEN,
        PAST_DUE,
        PAID,
        VOID,
        UNCOLLECTIBLE;

        /** The name in the keys of the texts and in classes of the style sheets. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state() {
        return switch (invoice.status()) {
            case DRAFT -> State.DRAFT;
            case PAID -> State.PAID;
            case VOID -> State.VOID;
            case OPEN ->
                invoice.uncollectible() ? State.UNCOLLECTIBLE : invoice.pastDue() ? State.PAST_DUE : State.OPEN;
        };
    }

    /** Such as Invoice INV-2026-000123; a draft has no number. */
    public String title() {
        String number = invoice.number();
        return number == null ? words.get("invoice.draft") : words.get("invoice.title", number);
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
