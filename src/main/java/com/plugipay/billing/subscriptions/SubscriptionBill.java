package com.plugipay.billing.subscriptions;

import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.billing.invoices.BillingReason;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceDraft;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.billing.invoices.InvoiceTotals;
import com.plugipay.billing.pricing.PriceLines;
import com.plugipay.errors.ErrorCode;
import com.plugipay.money.Currencies;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The invoice of some lines of a subscription. Credits that exceed the charges are carried to the next invoice: none is
 * negative, and nothing is lost.
 *
 * @param invoice a draft; null if there is nothing to bill
 * @param carried the lines that are left for the next invoice
 * @param discount what was taken off
 */
record SubscriptionBill(@Nullable Invoice invoice, List<InvoiceLine> carried, long discount) {
    /** A bill of all lines for a period, also when they come to nothing; none without lines. */
    static SubscriptionBill of(
            BillingFacts facts,
            SubscriptionTerms terms,
            List<InvoiceLine> lines,
            BillingReason reason,
            BillingPeriod period) {
        if (lines.isEmpty()) {
            return new SubscriptionBill(null, lines, 0);
        }
        Subscription subscription = facts.subscription();
        List<InvoiceLine> billed = new ArrayList<>(lines);
        List<InvoiceLine> carried = new ArrayList<>();
        long sum = PriceLines.sum(lines);
        if (sum < 0) {
            billed.add(line("Credit for the next invoice", -sum, terms, facts.now()));
            carried.add(line("Credit of the invoice before", sum, terms, facts.now()));
        }
        InvoiceTotals totals = InvoiceTotals.of(
                Math.max(sum, 0),
                subscription.billing().firstDiscount(),
                subscription.taxRate(),
                terms.price().taxMode());
        if (totals.total() > Currencies.LARGEST_AMOUNT || totals.subtotal() > Currencies.LARGEST_AMOUNT) {
            throw ErrorCode.CONFLICT.withMessage("The invoice would be more than " + Currencies.LARGEST_AMOUNT + '.');
        }
        return new SubscriptionBill(
                InvoiceDraft.ofSubscription(
                        new InvoiceDraft.Bill(
                                subscription.tenant(),
                                subscription.customerId(),
                                subscription.id(),
                                reason,
                                period,
                                terms.price().currency(),
                                billed,
                                totals,
                                dueAt(subscription, facts.now())),
                        facts.now()),
                carried,
                totals.discount());
    }

    /** A bill if the lines come to more than nothing; otherwise all of them are left. */
    static SubscriptionBill ofCharges(
            BillingFacts facts,
            SubscriptionTerms terms,
            List<InvoiceLine> lines,
            BillingReason reason,
            BillingPeriod period) {
        return PriceLines.sum(lines) > 0
                ? of(facts, terms, lines, reason, period)
                : new SubscriptionBill(null, lines, 0);
    }

    private static Instant dueAt(Subscription subscription, Instant now) {
        return switch (subscription.collectionMethod()) {
            case CHARGE_AUTOMATICALLY -> now;
            case SEND_INVOICE -> now.plus(Duration.ofDays(subscription.daysUntilDue()));
        };
    }

    /** What the subscription owes beside a new period: the pending lines, and the usage that was not billed. */
    static List<InvoiceLine> owed(BillingFacts facts, Instant until) {
        Subscription subscription = facts.subscription();
        List<InvoiceLine> owed = new ArrayList<>(subscription.billing().pendingLines());
        owed.addAll(usage(facts, until));
        return owed;
    }

    /** The usage that was not billed; it is free in a trial. */
    static List<InvoiceLine> usage(BillingFacts facts, Instant until) {
        Subscription subscription = facts.subscription();
        SubscriptionTerms terms = facts.present();
        Instant from = subscription.billing().usageStart();
        boolean isTrial = subscription.status() == Subscription.Status.TRIALING
                || subscription.billing().pausedFrom() == Subscription.Status.TRIALING;
        if (!terms.isMetered() || isTrial || !from.isBefore(until)) {
            return List.of();
        }
        String description = description(subscription, terms, "usage", new BillingPeriod(from, until));
        return PriceLines.of(terms.price(), facts.usage(), description, facts.now());
    }

    /** Such as {@code Pro, usage, 2026-11-22 to 2026-12-22}, in the subscription's time zone. */
    static String description(
            Subscription subscription, SubscriptionTerms terms, @Nullable String kind, BillingPeriod period) {
        ZoneId zone = ZoneId.of(subscription.timeZone());
        return terms.plan().name()
                + (kind == null ? "" : ", " + kind)
                + ", " + period.start().atZone(zone).toLocalDate()
                + " to " + period.end().atZone(zone).toLocalDate();
    }

    /** A line of one unit; a credit if the amount is negative. */
    static InvoiceLine line(String description, long amount, SubscriptionTerms terms, Instant now) {
        return InvoiceLine.of(description, 1, amount, terms.price().id(), now);
    }
}
