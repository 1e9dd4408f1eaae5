package com.plugipay.billing.subscriptions;

import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.billing.invoices.BillingReason;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.billing.pricing.Proration;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of the price or the quantity. In the middle of a period, the unused part of what was billed is credited and the
 * rest of the period charged; another plan begins a period of its own. Everything here is pure.
 *
 * @param billNow whether what is charged is billed at once, and not with the next period
 */
public record TermsChange(SubscriptionTerms terms, int quantity, ProrationBehavior behavior, boolean billNow) {
    /**
     * The step that makes the change; {@code facts} are of the subscription with its other changes. Fails with a conflict if
     * usage would be billed from the very moment from which the period was billed in advance: time that only moves when it is
     * asked to, as that of a test clock, makes such moments.
     */
    public SubscriptionStep apply(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        if (behavior == ProrationBehavior.NEXT_PERIOD) {
            return updated(facts, nextPeriod(facts));
        }
        if (subscription.status() == Subscription.Status.TRIALING) {
            return updated(facts, switched(facts, List.of(), 0));
        }
        boolean beginsNow = !facts.now().isAfter(subscription.currentPeriodStart());
        if (beginsNow && terms.isMetered() && !facts.present().isMetered()) {
            throw ErrorCode.CONFLICT.withMessage("The period that begins now has been billed already.");
        }
        return terms.plan().id().equals(subscription.planId()) ? withinPlan(facts) : toOtherPlan(facts);
    }

    private Subscription nextPeriod(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        return subscription
                .changed(facts.now())
                .nextPriceId(
                        terms.price().id().equals(subscription.priceId())
                                ? null
                                : terms.price().id())
                .nextQuantity(quantity == subscription.quantity() ? null : quantity)
                .build();
    }

    private SubscriptionStep withinPlan(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        Instant now = facts.now();
        List<InvoiceLine> pending = new ArrayList<>(subscription.billing().pendingLines());
        if (behavior == ProrationBehavior.NONE) {
            if (!terms.isMetered()) {
                pending.addAll(SubscriptionBill.usage(facts, now));
            }
            return updated(
                    facts, switched(facts, pending, subscription.billing().billedAmount()));
        }
        pending.addAll(SubscriptionBill.usage(facts, now));
        addCredit(pending, facts);
        long amount = terms.amount(quantity);
        long charge = Proration.unused(amount, subscription.period(), now);
        if (charge > 0) {
            BillingPeriod rest = new BillingPeriod(now, subscription.currentPeriodEnd());
            String description = SubscriptionBill.description(subscription, terms, null, rest);
            pending.add(SubscriptionBill.line(description, charge, terms, now));
        }
        if (!billNow || !now.isBefore(subscription.currentPeriodEnd())) {
            return updated(facts, switched(facts, pending, amount));
        }
        SubscriptionBill bill = SubscriptionBill.ofCharges(
                facts, terms, pending, BillingReason.CHANGE, new BillingPeriod(now, subscription.currentPeriodEnd()));
        return new SubscriptionStep(
                subscription, switched(facts, bill.carried(), amount), EventType.SUBSCRIPTION_UPDATED, bill.invoice());
    }

    private SubscriptionStep toOtherPlan(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        List<InvoiceLine> owed = SubscriptionBill.owed(facts, facts.now());
        if (behavior == ProrationBehavior.CREATE_PRORATIONS) {
            addCredit(owed, facts);
        }
        Subscription ordered = subscription
                .changed(facts.now())
                .nextQuantity(quantity)
                .updatedAt(subscription.updatedAt())
                .build();
        SubscriptionStep opened = SubscriptionPeriods.open(
                facts.with(ordered),
                new SubscriptionPeriods.Opening(
                        terms, facts.now(), facts.now(), owed, subscription.status(), EventType.SUBSCRIPTION_UPDATED));
        return new SubscriptionStep(subscription, opened.after(), opened.event(), opened.invoice());
    }

    private static void addCredit(List<InvoiceLine> lines, BillingFacts facts) {
        Subscription subscription = facts.subscription();
        SubscriptionTerms present = facts.present();
        long credit = Proration.unused(subscription.billing().billedAmount(), subscription.period(), facts.now());
        if (credit > 0) {
            BillingPeriod rest = new BillingPeriod(facts.now(), subscription.currentPeriodEnd());
            String description = SubscriptionBill.description(subscription, present, "unused", rest);
            lines.add(SubscriptionBill.line(description, -credit, present, facts.now()));
        }
    }

    /** The subscription at the new price in the same period. */
    private Subscription switched(BillingFacts facts, List<InvoiceLine> pending, long billedAmount) {
        Subscription subscription = facts.subscription();
        BillingState billing = subscription.billing();
        return subscription
                .changed(facts.now())
                .planId(terms.plan().id())
                .priceId(terms.price().id())
                .quantity(quantity)
                .nextPriceId(null)
                .nextQuantity(null)
                .billing(billing.changed()
                        .pendingLines(pending)
                        .billedAmount(billedAmount)
                        .usageStart(usageStart(billing, facts.now()))
                        .usageAggregate(terms.usageAggregate())
                        .build())
                .build();
    }

    /** Usage that is left to the new price counts from where it did; all other usage has been billed. */
    private Instant usageStart(BillingState billing, Instant now) {
        boolean isLeft = behavior == ProrationBehavior.NONE
                && billing.usageAggregate() != null
                && terms.usageAggregate() != null;
        return isLeft ? billing.usageStart() : now;
    }

    private static SubscriptionStep updated(BillingFacts facts, Subscription after) {
        return SubscriptionStep.of(facts.subscription(), after, EventType.SUBSCRIPTION_UPDATED);
    }
}
