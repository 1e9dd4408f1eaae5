package com.plugipay.billing.subscriptions;

import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.billing.invoices.BillingReason;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.billing.pricing.PriceLines;
import com.plugipay.billing.subscriptions.Subscription.Status;
import com.plugipay.outbox.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a subscription becomes by itself as time goes by: one step after the other. Everything here is pure. */
public final class SubscriptionPeriods {
    private SubscriptionPeriods() {}

    /** The next step that is due; empty when none is. A step that is late is as if it had been made in time. */
    public static Optional<SubscriptionStep> next(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        Instant due = subscription.dueAt();
        if (due == null || !subscription.isDue(facts.now())) {
            return Optional.empty();
        }
        return switch (subscription.status()) {
            case CANCELED -> Optional.empty();
            case PAUSED ->
                Optional.of(
                        due.equals(subscription.cancelAt())
                                ? SubscriptionEnd.of(facts, endReason(subscription), due)
                                : resume(facts, due));
            case TRIALING -> Optional.of(inTrial(facts));
            case ACTIVE, INCOMPLETE, PAST_DUE -> Optional.of(endPeriod(facts));
        };
    }

    private static SubscriptionStep inTrial(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        Instant startAt = subscription.startAt();
        Instant end = startAt == null ? subscription.currentPeriodEnd() : startAt;
        if (end.isAfter(facts.now())) {
            return SubscriptionStep.of(subscription, noticed(facts), EventType.SUBSCRIPTION_TRIAL_ENDING);
        }
        if (subscription.cancelAtPeriodEnd()) {
            return SubscriptionEnd.of(facts, endReason(subscription), end);
        }
        return startAt == null ? roll(facts, Status.ACTIVE) : start(facts, startAt);
    }

    private static Subscription noticed(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        return subscription
                .changed(facts.now())
                .billing(subscription.billing().changed().trialNoticed(true).build())
                .build();
    }

    /** A subscription that was never paid for does not get another period. */
    private static SubscriptionStep endPeriod(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        if (subscription.cancelAtPeriodEnd()) {
            return SubscriptionEnd.of(facts, endReason(subscription), subscription.currentPeriodEnd());
        }
        return subscription.status() == Status.INCOMPLETE
                ? SubscriptionEnd.of(facts, CancelReason.FAILED_PAYMENT, subscription.currentPeriodEnd())
                : roll(facts, subscription.status());
    }

    private static CancelReason endReason(Subscription subscription) {
        return Objects.requireNonNullElse(subscription.canceledReason(), CancelReason.MERCHANT);
    }

    /** The current period is over, and the next one begins, at the next price. */
    private static SubscriptionStep roll(BillingFacts facts, Status status) {
        Subscription subscription = facts.subscription();
        SubscriptionTerms terms = facts.next();
        Instant at = subscription.currentPeriodEnd();
        boolean isOtherPlan = !terms.plan().id().equals(subscription.planId());
        Opening opening = new Opening(
                terms,
                at,
                isOtherPlan ? at : subscription.billingAnchor(),
                SubscriptionBill.owed(facts, at),
                status,
                EventType.SUBSCRIPTION_RENEWED);
        return open(facts, opening);
    }

    /**
     * The first step of a new subscription, which has no period yet: it waits for its start, or its trial or first period
     * begins.
     */
    public static SubscriptionStep begin(BillingFacts facts) {
        Subscription subscription = facts.subscription();
        Instant now = facts.now();
        Instant startAt = subscription.startAt();
        Instant trialEnd = subscription.trialEnd();
        if (startAt == null && trialEnd == null) {
            return open(facts, first(facts, now, EventType.SUBSCRIPTION_CREATED));
        }
        Subscription waiting = subscription
                .changed(now)
                .currentPeriodStart(now)
                .currentPeriodEnd(startAt == null ? Objects.requireNonNull(trialEnd) : startAt)
                .billingAnchor(trialEnd == null ? Objects.requireNonNull(startAt) : trialEnd)
                .updatedAt(subscription.updatedAt())
                .build();
        return SubscriptionStep.of(subscription, waiting, EventType.SUBSCRIPTION_CREATED);
    }

    /** The trial or the first period of a subscription that has waited for its start begins. */
    private static SubscriptionStep start(BillingFacts facts, Instant at) {
        Subscription subscription = facts.subscription();
        Instant trialEnd = subscription.trialEnd();
        if (trialEnd == null) {
            return open(facts, first(facts, at, EventType.SUBSCRIPTION_UPDATED));
        }
        Subscription started = subscription
                .changed(facts.now())
                .startAt(null)
                .currentPeriodStart(at)
                .currentPeriodEnd(trialEnd)
                .build();
        return SubscriptionStep.of(subscription, started, EventType.SUBSCRIPTION_UPDATED);
    }

    private static Opening first(BillingFacts facts, Instant at, EventType event) {
        return new Opening(facts.next(), at, at, List.of(), null, event);
    }

    /**
     * A paused subscription is resumed. The period in which it was paused goes on if it is not over; otherwise another begins
     * now, and the time between is not billed.
     */
    public static SubscriptionStep resume(BillingFacts facts, Instant at) {
        Subscription subscription = facts.subscription();
        Status from = Objects.requireNonNull(subscription.billing().pausedFrom());
        if (at.isBefore(subscription.currentPeriodEnd())) {
            Subscription resumed = subscription
                    .changed(facts.now())
                    .status(from)
                    .pausedAt(null)
                    .resumeAt(null)
                    .billing(subscription.billing().pausedFrom(null))
                    .build();
            return SubscriptionStep.of(subscription, resumed, EventType.SUBSCRIPTION_RESUMED);
        }
        Opening opening = new Opening(
                facts.next(),
                at,
                at,
                SubscriptionBill.owed(facts, subscription.currentPeriodEnd()),
                from == Status.TRIALING ? Status.ACTIVE : from,
                EventType.SUBSCRIPTION_RESUMED);
        return open(facts, opening);
    }

    /**
     * How a period begins.
     *
     * @param owed what is billed beside the new period
     * @param status null for the first period, which is to be paid before the subscription is active
     */
    record Opening(
            SubscriptionTerms terms,
            Instant at,
            Instant anchor,
            List<InvoiceLine> owed,
            @Nullable Status status,
            EventType event) {}

    /**
     * Begins a period with its invoice. A price that is billed by usage has nothing to bill at the beginning; what the price
     * before it has left then waits for the first invoice.
     */
    public static SubscriptionStep open(BillingFacts facts, Opening opening) {
        Subscription subscription = facts.subscription();
        SubscriptionTerms terms = opening.terms();
        BillingPeriod period =
                terms.calendar(opening.anchor(), subscription.timeZone()).periodAt(opening.at());
        int quantity = quantity(subscription, terms);
        long amount = terms.amount(quantity);
        SubscriptionBill bill = bill(facts, opening, period, quantity);
        Subscription opened = subscription
                .changed(facts.now())
                .planId(terms.plan().id())
                .priceId(terms.price().id())
                .quantity(quantity)
                .status(opening.status() == null ? firstStatus(subscription, bill.invoice()) : opening.status())
                .startAt(null)
                .currentPeriodStart(period.start())
                .currentPeriodEnd(period.end())
                .billingAnchor(opening.anchor())
                .cancelAt(subscription.cancelAtPeriodEnd() ? period.end() : null)
                .pausedAt(null)
                .resumeAt(null)
                .nextPriceId(null)
                .nextQuantity(null)
                .billing(subscription
                        .billing()
                        .changed()
                        .pausedFrom(null)
                        .billedAmount(Math.max(0, amount - bill.discount()))
                        .firstDiscount(
                                bill.discount() > 0 ? 0 : subscription.billing().firstDiscount())
                        .pendingLines(bill.carried())
                        .usageStart(opening.at())
                        .usageAggregate(terms.usageAggregate())
                        .build())
                .build();
        return new SubscriptionStep(subscription, opened, opening.event(), bill.invoice());
    }

    private static SubscriptionBill bill(BillingFacts facts, Opening opening, BillingPeriod period, int quantity) {
        Subscription subscription = facts.subscription();
        SubscriptionTerms terms = opening.terms();
        Instant usageStart = subscription.billing().usageStart();
        if (!terms.isMetered()) {
            List<InvoiceLine> lines = new ArrayList<>(opening.owed());
            String description = SubscriptionBill.description(subscription, terms, null, period);
            lines.addAll(PriceLines.of(terms.price(), quantity, description, facts.now()));
            return SubscriptionBill.of(facts, terms, lines, BillingReason.CYCLE, period);
        }
        boolean wasMetered = subscription.billing().usageAggregate() != null && opening.status() != null;
        if (!wasMetered || !usageStart.isBefore(opening.at())) {
            return new SubscriptionBill(null, opening.owed(), 0);
        }
        BillingPeriod used = new BillingPeriod(usageStart, opening.at());
        return SubscriptionBill.of(facts, terms, opening.owed(), BillingReason.CYCLE, used);
    }

    private static int quantity(Subscription subscription, SubscriptionTerms terms) {
        return terms.isMetered() ? 1 : Objects.requireNonNullElse(subscription.nextQuantity(), subscription.quantity());
    }

    private static Status firstStatus(Subscription subscription, @Nullable Invoice invoice) {
        boolean isToBePaid = invoice != null && invoice.total() > 0;
        return isToBePaid && subscription.collectionMethod() == CollectionMethod.CHARGE_AUTOMATICALLY
                ? Status.INCOMPLETE
                : Status.ACTIVE;
    }
}
