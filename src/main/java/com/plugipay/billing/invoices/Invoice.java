package com.plugipay.billing.invoices;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.json.SdkName;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.EventType;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.PayableEnd;
import com.plugipay.settlement.SettlementStep;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bill. Its states: {@code draft -> open -> paid | void}; a draft can be voided too, and one without anything to pay is paid
 * when it is finalised.
 *
 * <p>All amounts are in the currency's minor unit: {@code total = subtotal - discount + tax}. All changes are pure: they
 * return the invoice as it would be.
 *
 * @param billingReason why its subscription was billed; null for an invoice that was made by hand
 * @param periodStart the first moment of the period that its subscription is billed for; null without a subscription
 * @param periodEnd the first moment after that period
 * @param number given when it is finalised; null for a draft
 * @param issuedAt when it was finalised
 * @param hostedInvoiceUrl its page, for whoever knows the address; null for a draft
 * @param paymentId its only payment; null until the money is on its way
 * @param collectionAttempts how often the stored payment method was charged for it
 * @param reviewPending whether money that came in is in review
 * @param pastDue whether it is open and its due time is over
 * @param uncollectible whether nobody tries to collect it any more
 */
@RecordBuilder
public record Invoice(
        String id,
        String workspaceId,
        Mode mode,
        String customerId,
        @Nullable String subscriptionId,
        @Nullable BillingReason billingReason,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        Status status,
        @Nullable String number,
        String currency,
        List<InvoiceLine> lines,
        long subtotal,
        long discount,
        long tax,
        long total,
        long amountPaid,
        long amountDue,
        @Nullable Instant dueAt,
        @Nullable Instant issuedAt,
        @Nullable Instant paidAt,
        @Nullable Instant voidedAt,
        @Nullable String hostedInvoiceUrl,
        @SdkName("chargeId") @Nullable String paymentId,
        int collectionAttempts,
        boolean reviewPending,
        boolean pastDue,
        boolean uncollectible,
        @Nullable String memo,
        @Nullable String templateId,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements InvoicePayable {

    public Invoice {
        lines = List.copyOf(lines);
    }

    public enum Status {
        @JsonProperty("draft")
        DRAFT,
        @JsonProperty("open")
        OPEN,
        @JsonProperty("paid")
        PAID,
        @JsonProperty("void")
        VOID;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Invoice draft(Tenant tenant, InvoiceInput input, Instant now) {
        long total = input.subtotal() - input.discountOrZero() + input.taxOrZero();
        return InvoiceBuilder.builder()
                .id(Ids.at(now, "inv"))
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .customerId(input.customerId())
                .subscriptionId(input.subscriptionId())
                .status(Status.DRAFT)
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
    public static Invoice of(Bill bill, Instant now) {
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
                .status(Status.DRAFT)
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

    /**
     * The draft when it is issued under this number; nothing changes in it any more but how much of it is paid.
     *
     * @param hostedUrl the address of its page, which nobody can guess
     */
    Invoice finalized(InvoiceNumber number, String hostedUrl, Instant now) {
        InvoiceBuilder open = changed(now)
                .number(number.text(now))
                .hostedInvoiceUrl(hostedUrl)
                .issuedAt(now);
        return total == 0
                ? open.status(Status.PAID).paidAt(now).build()
                : open.status(Status.OPEN)
                        .pastDue(isPastDue(Status.OPEN, dueAt, now))
                        .build();
    }

    /** The invoice when it is not to be paid any more. */
    Invoice voided(Instant now) {
        return changed(now)
                .status(Status.VOID)
                .voidedAt(now)
                .amountDue(0)
                .pastDue(false)
                .build();
    }

    /** Whether an invoice in that state has not been paid in time. */
    static boolean isPastDue(Status status, @Nullable Instant dueAt, Instant now) {
        return status == Status.OPEN && dueAt != null && dueAt.isBefore(now);
    }

    @Override
    public Invoice invoice() {
        return this;
    }

    @Override
    public Invoice with(Invoice changed, Instant now) {
        return changed;
    }

    /** The invoice when it could not be collected. */
    public Invoice notCollected(Instant now) {
        return changed(now).build();
    }

    /** The invoice when nobody expects its money any more; it can still be paid. */
    public Invoice uncollectible(Instant now) {
        return changed(now).uncollectible(true).build();
    }

    @Override
    public boolean isOver(Instant now) {
        return hasEnded();
    }

    @Override
    public boolean hasEnded() {
        return status == Status.PAID || status == Status.VOID;
    }

    /** Only while it is open: one that was voided is not to be paid. */
    @Override
    public boolean takesMoney() {
        return status == Status.OPEN;
    }

    @Override
    public Payment.Terms terms(Method method, ProviderKind provider, long amount) {
        return new Payment.Terms(
                tenant(),
                amount,
                currency,
                method,
                provider,
                customerId,
                null,
                id,
                null,
                null,
                "Invoice " + number,
                metadata);
    }

    @Override
    public Invoice awaiting(Payment payment, Instant now) {
        return changed(now).paymentId(payment.id()).build();
    }

    @Override
    public Invoice completed(Payment payment, boolean reviewPending, Instant now) {
        return changed(now)
                .status(Status.PAID)
                .paymentId(payment.id())
                .amountPaid(payment.amount())
                .amountDue(0)
                .paidAt(now)
                .pastDue(false)
                .reviewPending(reviewPending)
                .build();
    }

    /** Without its payment, whose money will not come; it stays to be paid. */
    @Override
    public Invoice canceled(@Nullable Payment payment, Instant now) {
        return payment == null ? this : changed(now).paymentId(null).build();
    }

    @Override
    public Invoice reviewing(boolean reviewPending, Instant now) {
        return changed(now).reviewPending(reviewPending).build();
    }

    @Override
    public Optional<PayableEnd> endSince(Payable before) {
        return status == ((Invoice) before).status()
                ? Optional.empty()
                : endEvent().map(event -> PayableEnd.of(this, event));
    }

    /** The type of the event of its end; empty while it is not over. */
    Optional<EventType> endEvent() {
        return switch (status) {
            case DRAFT, OPEN -> Optional.empty();
            case PAID -> Optional.of(EventType.INVOICE_PAID);
            case VOID -> Optional.of(EventType.INVOICE_VOIDED);
        };
    }

    @Override
    public List<SettlementStep> locks() {
        return List.of(InvoiceRow.lock(this));
    }

    @Override
    public List<SettlementStep> updatesSince(Payable before) {
        return equals(before) ? List.of() : List.of(InvoiceRow.settledUpdate(this));
    }

    private InvoiceBuilder changed(Instant now) {
        return InvoiceBuilder.builder(this).updatedAt(UpdatedAt.after(updatedAt, now));
    }
}
