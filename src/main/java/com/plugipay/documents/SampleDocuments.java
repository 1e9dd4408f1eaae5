package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceBuilder;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Method;
import com.plugipay.receipts.PaymentReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Documents about a made-up sale, which show what a template does. They are stored nowhere. */
public final class SampleDocuments {
    private static final String CURRENCY = "IDR";
    private static final long BAG = 60_000;
    private static final long SHIPPING = 18_000;
    private static final long TOTAL = 2 * BAG + SHIPPING;
    private static final long NUMBER = 123;
    private static final Duration DUE_IN = Duration.ofDays(14);

    private SampleDocuments() {}

    /** The sample of a receipt. */
    public static ReceiptDocument receipt(Tenant tenant, Letterhead head, Instant now) {
        DocumentTexts words = head.words();
        PaymentReceipt receipt = new PaymentReceipt(
                "rcpt_sample",
                tenant.workspaceId(),
                tenant.mode(),
                "R-000123",
                PaymentReceipt.SourceType.CHECKOUT_SESSION,
                "sess_sample",
                "pay_sample",
                null,
                TOTAL,
                CURRENCY,
                Method.QRIS,
                null,
                now,
                null,
                null,
                now);
        return new ReceiptDocument(
                receipt,
                head.seller(),
                customer(words),
                List.of(
                        new ReceiptDocument.Line("2 × " + words.get("sample.bag"), 2 * BAG),
                        new ReceiptDocument.Line(words.get("sample.shipping"), SHIPPING)),
                null,
                words,
                head.settings().zone(),
                head.design());
    }

    /** The sample of an invoice. */
    public static InvoiceDocument invoice(Tenant tenant, Letterhead head, Instant now) {
        DocumentTexts words = head.words();
        Invoice invoice = InvoiceBuilder.builder()
                .id("inv_sample")
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .customerId("cus_sample")
                .status(Invoice.Status.OPEN)
                .number(head.settings()
                        .numberFormat()
                        .text(NUMBER, now.atZone(head.settings().zone())))
                .currency(CURRENCY)
                .lines(List.of(line(words.get("sample.bag"), 2, BAG), line(words.get("sample.shipping"), 1, SHIPPING)))
                .subtotal(TOTAL)
                .total(TOTAL)
                .amountDue(TOTAL)
                .issuedAt(now)
                .dueAt(now.plus(DUE_IN))
                .createdAt(now)
                .updatedAt(now)
                .build();
        return InvoiceDocuments.document(invoice, customer(words), head);
    }

    private static InvoiceLine line(String description, long quantity, long unitAmount) {
        return new InvoiceLine("line_sample", description, quantity, unitAmount, quantity * unitAmount, null, null);
    }

    private static Party customer(DocumentTexts words) {
        return new Party(words.get("sample.customer"), null, List.of());
    }
}
