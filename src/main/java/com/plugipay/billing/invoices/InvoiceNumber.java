package com.plugipay.billing.invoices;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The number of a finalised invoice.
 *
 * @param place among the workspace's invoices of the mode, counted from 1 without gaps, also over the years
 */
record InvoiceNumber(long place) {
    /** Such as {@code INV-2026-000123}, with the year of the issue in UTC. */
    String text(Instant issuedAt) {
        int year = issuedAt.atZone(ZoneOffset.UTC).getYear();
        return String.format(Locale.ROOT, "INV-%d-%06d", year, place);
    }
}
