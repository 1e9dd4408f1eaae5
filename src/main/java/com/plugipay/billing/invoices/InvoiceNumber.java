package com.plugipay.billing.invoices;

import com.plugipay.billing.settings.InvoiceNumberFormat;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The number of a finalised invoice.
 *
 * @param place among the workspace's invoices of the mode, counted from 1 without gaps, also over the years
 * @param timeZone the workspace's, which decides the year and the month of the issue
 */
public record InvoiceNumber(long place, InvoiceNumberFormat format, ZoneId timeZone) {
    /** The number that many places later. */
    public InvoiceNumber plus(long places) {
        return new InvoiceNumber(place + places, format, timeZone);
    }

    /** Such as {@code INV-2026-000123}. */
    String text(Instant issuedAt) {
        return format.text(place, issuedAt.atZone(timeZone));
    }
}
