package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.SubscriptionPeriods;
import com.plugipay.billing.subscriptions.SubscriptionStep;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The next invoice of a subscription as it would be now; nothing of it is stored. Amounts are in minor units.
 *
 * @param issuesAt when it will be made
 */
public record UpcomingInvoice(
        String subscriptionId,
        String customerId,
        String currency,
        Instant issuesAt,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        List<InvoiceLine> lines,
        long subtotal,
        long discount,
        long tax,
        long total) {

    /** A notice, the start, the trial and a period of usage may come before it. */
    private static final int MOST_STEPS = 5;

    /** What the subscription becomes by itself until there is an invoice; empty if it will have none. */
    public static Optional<UpcomingInvoice> of(BillingFacts facts) {
        BillingFacts present = facts;
        for (int i = 0; i < MOST_STEPS; i++) {
            Instant due = present.subscription().dueAt();
            if (due == null) {
                return Optional.empty();
            }
            Instant at = due.isBefore(present.now()) ? present.now() : due;
            SubscriptionStep step = SubscriptionPeriods.next(present.at(at)).orElseThrow();
            if (step.invoice() != null) {
                return Optional.of(of(step.invoice(), at));
            }
            present = present.after(step, at);
        }
        return Optional.empty();
    }

    private static UpcomingInvoice of(Invoice draft, Instant issuesAt) {
        return new UpcomingInvoice(
                Objects.requireNonNull(draft.subscriptionId()),
                draft.customerId(),
                draft.currency(),
                issuesAt,
                draft.periodStart(),
                draft.periodEnd(),
                draft.lines(),
                draft.subtotal(),
                draft.discount(),
                draft.tax(),
                draft.total());
    }
}
