package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionEnd;
import com.plugipay.billing.subscriptions.SubscriptionPeriods;
import com.plugipay.billing.subscriptions.SubscriptionProgress;
import com.plugipay.billing.subscriptions.SubscriptionReader;
import com.plugipay.billing.subscriptions.SubscriptionStep;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.billing.subscriptions.SubscriptionTerms;
import com.plugipay.billing.subscriptions.TermsChange;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is done with subscriptions that there are: by requests to the API, and by customers in the portal. */
public final class SubscriptionActions {
    private final SubscriptionStore subscriptions;
    private final SubscriptionReader reader;
    private final PlanStore plans;
    private final InvoiceStore invoices;
    private final SubscriptionProgress progress;

    SubscriptionActions(
            SubscriptionStore subscriptions,
            SubscriptionReader reader,
            PlanStore plans,
            InvoiceStore invoices,
            SubscriptionProgress progress) {
        this.progress = progress;
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.plans = plans;
        this.invoices = invoices;
    }

    /** What the actor may do; asked whenever the subscription was read, and before it is decided what becomes of it. */
    public interface Permission {
        /** Of who may do everything. */
        Permission ALL = facts -> {};

        /** Fails if the actor may not do this with this subscription. */
        void require(BillingFacts facts);
    }

    /** The facts of a subscription; fails with {@code not_found} if there is none. */
    public Future<BillingFacts> facts(Tenant tenant, String id, Instant now) {
        return reader.find(tenant, id, now);
    }

    /** The facts from which the next invoice is previewed. */
    Future<BillingFacts> factsWithAllUsage(Tenant tenant, String id, Instant now) {
        return reader.findWithAllUsage(tenant, id, now);
    }

    /**
     * The facts of a subscription that is to be changed. What is due of it is done first, so that no change is made to a period
     * that is over; one that cannot be billed is changed as it is.
     */
    Future<BillingFacts> upToDate(Tenant tenant, String id, Instant now) {
        return facts(tenant, id, now).compose(facts -> {
            Instant due = facts.subscription().dueAt();
            return due == null || due.isAfter(facts.now())
                    ? Future.succeededFuture(facts)
                    : progress.run(tenant, List.of(id), facts.now()).compose(done -> facts(tenant, id, now));
        });
    }

    /** The facts of the newest subscriptions of a customer, the newest first. */
    public Future<List<BillingFacts>> ofCustomer(Tenant tenant, String customerId, int most, Instant now) {
        return subscriptions
                .list(tenant, Listing.newest(most, "customerId", customerId))
                .compose(page -> {
                    List<String> ids =
                            page.items().stream().map(Subscription::id).toList();
                    return reader.findAll(tenant, ids, now)
                            .map(found -> found.stream()
                                    .sorted((one, other) -> other.subscription()
                                            .id()
                                            .compareTo(one.subscription().id()))
                                    .toList());
                });
    }

    /** Changes what the input, made from the one that changes nothing, has different. */
    public Change<Subscription> change(
            ChangeContext context, String id, Permission permission, UnaryOperator<SubscriptionChange> input) {
        return Change.after(() -> upToDate(context.tenant(), id, context.now()).compose(facts -> {
            permission.require(facts);
            Subscription before = facts.subscription();
            SubscriptionChange change = input.apply(SubscriptionChange.none(before));
            BillingFacts changed = facts.with(change.applied(before));
            if (change.keepsPrice(before)) {
                Subscription after = changed.subscription()
                        .changed(facts.now())
                        .nextPriceId(change.namesPrice() ? null : before.nextPriceId())
                        .nextQuantity(change.namesPrice() ? null : before.nextQuantity())
                        .build();
                return write(context, SubscriptionStep.of(before, after, EventType.SUBSCRIPTION_UPDATED));
            }
            require(before.status() != Subscription.Status.CANCELED, before);
            require(before.status() != Subscription.Status.PAUSED, before);
            return termsChange(context.tenant(), facts, change).compose(terms -> {
                SubscriptionStep step = terms.apply(changed);
                return write(context, new SubscriptionStep(before, step.after(), step.event(), step.invoice()));
            });
        }));
    }

    /** The change of the price or the quantity; fails, naming it, if the subscription cannot have it. */
    private Future<TermsChange> termsChange(Tenant tenant, BillingFacts facts, SubscriptionChange change) {
        Subscription before = facts.subscription();
        String priceId = change.priceId(before);
        Future<SubscriptionTerms> terms = priceId.equals(before.priceId())
                ? Future.succeededFuture(facts.present())
                : plans.findByPrice(tenant, priceId)
                        .map(found -> NewSubscription.successor(facts.present(), found, priceId));
        return terms.map(found -> {
            int quantity = change.quantity(before, found);
            NewSubscription.requireBillable(found, quantity);
            return new TermsChange(found, quantity, change.behavior(), Boolean.TRUE.equals(change.billNow()));
        });
    }

    /** Ends a subscription now, or with its current period. */
    public Change<Subscription> cancel(ChangeContext context, String id, Permission permission, CancelInput input) {
        return step(context, id, permission, facts -> {
            Subscription before = facts.subscription();
            require(before.status() != Subscription.Status.CANCELED, before);
            if (input.isNow()) {
                return SubscriptionEnd.of(facts, input.reasonOrMerchant(), facts.now());
            }
            return SubscriptionStep.of(
                    before,
                    before.endingWithPeriod(input.reasonOrMerchant(), facts.now()),
                    EventType.SUBSCRIPTION_UPDATED);
        });
    }

    /** Continues a subscription that was to end with its current period. */
    public Change<Subscription> reactivate(ChangeContext context, String id, Permission permission) {
        return step(context, id, permission, facts -> {
            Subscription before = facts.subscription();
            require(before.status() != Subscription.Status.CANCELED && before.cancelAtPeriodEnd(), before);
            return SubscriptionStep.of(before, before.continuing(facts.now()), EventType.SUBSCRIPTION_UPDATED);
        });
    }

    /**
     * Stops billing a subscription.
     *
     * @param resumeAt when it resumes by itself; null until it is resumed by somebody
     */
    public Change<Subscription> pause(
            ChangeContext context, String id, Permission permission, @Nullable Instant resumeAt) {
        return step(context, id, permission, facts -> {
            Subscription before = facts.subscription();
            if (resumeAt != null) {
                MomentLimits.requireSoon("resumeAt", resumeAt, facts.now());
            }
            require(before.isRunning(), before);
            return SubscriptionStep.of(before, before.paused(resumeAt, facts.now()), EventType.SUBSCRIPTION_PAUSED);
        });
    }

    /** Bills a paused subscription again. */
    public Change<Subscription> resume(ChangeContext context, String id, Permission permission) {
        return step(context, id, permission, facts -> {
            require(facts.subscription().status() == Subscription.Status.PAUSED, facts.subscription());
            return SubscriptionPeriods.resume(facts, facts.now());
        });
    }

    private Change<Subscription> step(
            ChangeContext context,
            String id,
            Permission permission,
            Function<BillingFacts, SubscriptionStep> decision) {
        return Change.after(() -> upToDate(context.tenant(), id, context.now()).compose(facts -> {
            permission.require(facts);
            return write(context, decision.apply(facts));
        }));
    }

    private Future<Change<Subscription>> write(ChangeContext context, SubscriptionStep step) {
        return invoices.nextNumber(context.tenant())
                .map(number ->
                        subscriptions.update(context, List.of(step), number).returning(step.after()));
    }

    private static void require(boolean isPossible, Subscription subscription) {
        if (!isPossible) {
            throw refused(subscription);
        }
    }

    private static ApiException refused(Subscription subscription) {
        return ErrorCode.CONFLICT.withMessage("The subscription is " + state(subscription) + '.');
    }

    /** The state of a subscription in a message. */
    static String state(Subscription subscription) {
        return subscription.startAt() == null ? subscription.status().text() : "not started";
    }
}
