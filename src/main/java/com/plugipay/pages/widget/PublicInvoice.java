package com.plugipay.pages.widget;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issued invoice for whoever has the address of its page: without the customer and the merchant's metadata.
 *
 * @param businessName who sends it
 * @param pastDue whether it is open and its due time is over
 */
public record PublicInvoice(
        String businessName,
        Invoice.Status status,
        @Nullable String number,
        String currency,
        List<InvoiceLine> lines,
        long subtotal,
        long discount,
        long tax,
        long total,
        long amountPaid,
        long amountDue,
        boolean pastDue,
        @Nullable Instant dueAt,
        @Nullable Instant issuedAt,
        @Nullable Instant paidAt,
        @Nullable Instant voidedAt,
        @Nullable String hostedInvoiceUrl) {

    static PublicInvoice of(Invoice invoice, String businessName) {
        return new PublicInvoice(
                businessName,
                invoice.status(),
                invoice.number(),
                invoice.currency(),
                invoice.lines(),
                invoice.subtotal(),
                invoice.discount(),
                invoice.tax(),
                invoice.total(),
                invoice.amountPaid(),
                invoice.amountDue(),
                invoice.pastDue(),
                invoice.dueAt(),
                invoice.issuedAt(),
                invoice.paidAt(),
                invoice.voidedAt(),
                invoice.hostedInvoiceUrl());
    }
}
