package com.plugipay.billing.dunning;

import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoicePayable;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.subscriptions.CancelReason;
import com.plugipay.billing.subscriptions.InvoiceOfSubscription;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.settlement.PayableEnd.Ended;
import com.plugipay.settlement.SettlementState;
import com.plugipay.settlement.SettlementTransaction;
import com.plugipay.settlement.Transition;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows when an invoice could not be collected. The same statement writes all of it. */
final class CollectionFailures {
    /** The code of a try for which the customer has no stored payment method that can be charged. */
    static final String NO_METHOD = "no_payment_method";

    /** The code of a try by which nothing is charged: the customer has not paid. */
    static final String NOT_PAID = "not_paid";

    private final SettlementTransaction transaction;
    private final DunningPolicyStore policies;
    private final PlanStore plans;
    private final CollectionStore tries;
    private final boolean sendsMails;

    /** @param sendsMails whether customers are told by mail */
    CollectionFailures(
            SettlementTransaction transaction,
            DunningPolicyStore policies,
            PlanStore plans,
            CollectionStore tries,
            boolean sendsMails) {
        this.transaction = transaction;
        this.policies = policies;
        this.plans = plans;
        this.tries = tries;
        this.sendsMails = sendsMails;
    }

    /** What decides about the next try. */
    private record Plan(
            DunningPolicy.Schedule schedule, @Nullable Instant lastPaid) {}

    /**
     * Ends a try that has failed with this code, and schedules the next one, or carries out the policy's final action. Does
     * nothing when the invoice was paid or the try ended meanwhile.
     */
    Future<Void> failed(ChangeContext context, CollectionTry failing, Invoice invoice, String code) {
        return plan(invoice)
                .compose(plan -> transaction.onPayable(
                        context, invoice.id(), state -> decided(state, failing, code, plan, context.now())))
                .mapEmpty();
    }

    private Future<Plan> plan(Invoice invoice) {
        return policyId(invoice)
                .compose(id -> policies.schedule(invoice.tenant(), id.orElse(null)))
                .compose(schedule -> tries.lastPaid(invoice.tenant(), invoice.customerId())
                        .map(lastPaid -> new Plan(schedule, lastPaid.orElse(null))));
    }

    /** The policy of the plan by which the invoice was made. */
    private Future<Optional<String>> policyId(Invoice invoice) {
        Optional<String> price = invoice.lines().stream()
                .map(line -> line.priceId())
                .filter(Objects::nonNull)
                .findFirst();
        return price.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : plans.findByPrice(invoice.tenant(), price.get())
                        .map(found -> found.map(plan -> plan.dunningPolicyId()));
    }

    private Transition decided(SettlementState state, CollectionTry failing, String code, Plan plan, Instant now) {
        if (!(state.payable() instanceof InvoicePayable payable)
                || !payable.takesMoney()
                || payable.paymentId() != null) {
            return state.change();
        }
        ZoneId zone = payable instanceof InvoiceOfSubscription of
                ? ZoneId.of(of.subscription().timeZone())
                : ZoneOffset.UTC;
        Optional<Instant> next =
                CollectionCalendar.next(failing, plan.schedule().retryAfterDays(), plan.lastPaid(), zone, now);
        boolean isLast = next.isEmpty();
        FinalAction action = plan.schedule().finalAction();
        Invoice invoice = isLast && action == FinalAction.MARK_UNCOLLECTIBLE
                ? payable.invoice().uncollectible(now)
                : payable.invoice().notCollected(now);
        List<Ended> events = new ArrayList<>();
        events.add(new Ended(EventType.INVOICE_PAYMENT_FAILED, invoice, Map.of()));
        InvoicePayable after = payable.with(invoice, now);
        if (after instanceof InvoiceOfSubscription of) {
            Subscription before = of.subscription();
            Subscription changed =
                    isLast && action == FinalAction.CANCEL ? canceled(before, now) : before.paymentFailed(now);
            after = of.with(changed);
            if (changed.status() != before.status()) {
                boolean isCanceled = changed.status() == Subscription.Status.CANCELED;
                EventType type = isCanceled ? EventType.SUBSCRIPTION_CANCELED : EventType.SUBSCRIPTION_PAST_DUE;
                events.add(new Ended(type, changed, Map.of()));
            }
        }
        return state.change()
                .payable(after)
                .with(new FailedCollection(
                        failing.over(CollectionTry.Status.FAILED, code),
                        next.map(at -> failing.next(at, now)).orElse(null),
                        isMailed(failing) ? invoice.customerId() : null,
                        events,
                        now));
    }

    /** On a test clock nobody is: years of failures would reach the customer within a minute. */
    private boolean isMailed(CollectionTry failing) {
        return sendsMails && failing.testClockId() == null;
    }

    private static Subscription canceled(Subscription subscription, Instant now) {
        return subscription.status() == Subscription.Status.CANCELED
                ? subscription
                : subscription.canceled(CancelReason.FAILED_PAYMENT, now, now);
    }
}
