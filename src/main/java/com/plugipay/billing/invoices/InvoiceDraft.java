package com.plugipay.billing.invoices;

import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.List;

/** Makes the drafts of invoices: by hand, for a period of a subscription, or for a refund. */
public final class InvoiceDraft {
    private InvoiceDraft() {}

    /** A draft that a merchant makes. */
    static Invoice byHand(Tenant tenant, InvoiceInput input, Instant now) {
        long total = input.subtotal() - input.discountOrZero() + input.taxOrZero();
        return InvoiceBuilder.builder()
                .id(Ids.at(now, "inv"))
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .customerId(input.customerId())
                .subscriptionId(input.subscriptionId())
                .status(Invoice.Status.DRAFT)
                .currency(input.currency())
                .lines(input.lines().stream()
                        .map(line -> InvoiceLine.of(line, now))
                        .toList())
                .subtotal(input.subtotal())
                .discount(input.discountOrZero())
                .tax(input.taxOrZero())
                .total(total)
                .amountDue(total)
                .dueAt(input.dueAt())
                .memo(input.memo())
                .templateId(input.templateId())
                .metadata(input.metadata())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    /** What a draft is made from when a subscription is billed; amounts are in minor units. */
    public record Bill(
            Tenant tenant,
            String customerId,
            String subscriptionId,
            BillingReason reason,
            BillingPeriod period,
            String currency,
            List<InvoiceLine> lines,
            InvoiceTotals totals,
            Instant dueAt) {}

    /** The draft by which a subscription is billed. */
    public static Invoice ofSubscription(Bill bill, Instant now) {
        InvoiceTotals totals = bill.totals();
        return InvoiceBuilder.builder()
                .id(Ids.at(now, "inv"))
                .workspaceId(bill.tenant().workspaceId())
                .mode(bill.tenant().mode())
                .customerId(bill.customerId())
                .subscriptionId(bill.subscriptionId())
                .billingReason(bill.reason())
                .periodStart(bill.period().start())
                .periodEnd(bill.period().end())
                .status(Invoice.Status.DRAFT)
                .currency(bill.currency())
                .lines(bill.lines())
                .subtotal(totals.subtotal())
                .discount(totals.discount())
                .tax(totals.tax())
                .total(totals.total())
                .amountDue(totals.total())
                .dueAt(bill.dueAt())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    /** The draft of a refund's credit note. */
    static Invoice creditNote(Invoice refunded, RefundOfInvoice refund, String description, Instant now) {
        long amount = -refund.amount();
        return InvoiceBuilder.builder()
                .id(Ids.at(now, "inv"))
                .workspaceId(refunded.workspaceId())
                .mode(refunded.mode())
                .customerId(refunded.customerId())
                .subscriptionId(refunded.subscriptionId())
                .status(Invoice.Status.DRAFT)
                .currency(refunded.currency())
                .lines(List.of(new InvoiceLine(Ids.at(now, "line"), description, 1, amount, amount, null, null)))
                .subtotal(amount)
                .total(amount)
                .refundId(refund.id())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }
}
