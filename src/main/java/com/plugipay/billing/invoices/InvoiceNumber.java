package com.plugipay.billing.invoices;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The number of a finalised invoice.
 *
 * @param place among the workspace's invoices of the mode, counted from 1 without gaps, also over the years
 */
public record InvoiceNumber(long place) {
    /** The first number of a workspace and mode. */
    public static final InvoiceNumber FIRST = new InvoiceNumber(1);

    /** The number that many places later. */
    InvoiceNumber plus(long places) {
        return new InvoiceNumber(place + places);
    }

    /** Such as {@code INV-2026-000123}, with the year of the issue in UTC. */
    String text(Instant issuedAt) {
        int year = issuedAt.atZone(ZoneOffset.UTC).getYear();
        return String.format(Locale.ROOT, "INV-%d-%06d", year, place);
    }
}
