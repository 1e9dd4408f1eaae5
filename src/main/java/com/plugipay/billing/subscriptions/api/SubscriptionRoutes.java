package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.calendar.BillingZones;
import com.plugipay.billing.clocks.CustomerTime;
import com.plugipay.billing.clocks.TestClockStore;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.Plan;
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
import com.plugipay.billing.usage.UsageInput;
import com.plugipay.billing.usage.UsageRecord;
import com.plugipay.billing.usage.UsageStore;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.EventType;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Subscriptions over HTTP. */
public final class SubscriptionRoutes {
    private static final String PATH = "/subscriptions/:id";

    /** Every state can be filtered by, and so can those past due that have not been paid for yet. */
    private static final Map<String, String> STATES = Stream.of(Subscription.Status.values())
            .map(Subscription.Status::text)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

    private final SubscriptionStore subscriptions;
    private final SubscriptionReader reader;
    private final SubscriptionProgress progress;
    private final PlanStore plans;
    private final UsageStore usage;
    private final InvoiceStore invoices;
    private final BillingZones zones;
    private final TestClockStore clocks;

    SubscriptionRoutes(
            SubscriptionStore subscriptions,
            SubscriptionReader reader,
            SubscriptionProgress progress,
            PlanStore plans,
            UsageStore usage,
            InvoiceStore invoices,
            BillingZones zones,
            TestClockStore clocks) {
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.progress = progress;
        this.plans = plans;
        this.usage = usage;
        this.invoices = invoices;
        this.zones = zones;
        this.clocks = clocks;
    }

    public void mount(Operations api) {
        api.post("/subscriptions", "Subscribe a customer to a plan; without a trial the first invoice is made at once")
                .accepts(SubscriptionInput.class)
                .returns(201, Subscription.class)
                .handledBy(this::create);
        api.get("/subscriptions", "List subscriptions")
                .returnsPage(Subscription.class, "customerId", "planId")
                .filterKnows("status", STATES)
                .handledBy(call -> subscriptions.list(call.tenant(), call.listing()));
        api.get(PATH, "Retrieve a subscription")
                .returns(200, Subscription.class)
                .handledBy(call -> facts(call).map(BillingFacts::subscription));
        api.get(PATH + "/upcoming-invoice", "Preview the next invoice of a subscription")
                .returns(200, UpcomingInvoice.class)
                .handledBy(this::preview);
        api.patch(PATH, "Change the given properties of a subscription, such as its price; null removes a value")
                .acceptsSome(SubscriptionChange.class)
                .returns(200, Subscription.class)
                .handledBy(this::change);
        api.post(PATH + "/cancel", "End a subscription now, or with its current period")
                .accepts(CancelInput.class)
                .returns(200, Subscription.class)
                .handledBy(this::cancel);
        api.post(PATH + "/reactivate", "Continue a subscription that was to end with its current period")
                .returns(200, Subscription.class)
                .handledBy(this::reactivate);
        api.post(PATH + "/pause", "Stop billing a subscription, until it is resumed or until a time")
                .accepts(PauseInput.class)
                .returns(200, Subscription.class)
                .handledBy(this::pause);
        api.post(PATH + "/resume", "Bill a paused subscription again")
                .returns(200, Subscription.class)
                .handledBy(this::resume);
        api.post(PATH + "/usage", "Record what was used; it is billed at the end of the period")
                .accepts(UsageInput.class)
                .returns(201, UsageRecord.class)
                .handledBy(this::recordUsage);
    }

    private Change<Subscription> create(Call<SubscriptionInput> call) {
        SubscriptionInput input = call.input();
        return Change.after(() -> Future.all(
                        plan(call, input.planId()),
                        zones.of(call.tenant()),
                        clocks.timeOf(call.tenant(), input.customerId(), call.now()))
                .compose(read -> {
                    CustomerTime time = read.resultAt(2);
                    SubscriptionStep step = NewSubscription.of(
                            call.tenant(), input, read.resultAt(0), read.resultAt(1), time.testClockId(), time.now());
                    return invoices.nextNumber(call.tenant())
                            .map(number -> subscriptions.insert(call.context(), step, number));
                }));
    }

    private Future<Plan> plan(Call<?> call, String planId) {
        return plans.find(call.tenant(), planId)
                .map(found -> found.orElseThrow(
                        () -> ErrorCode.VALIDATION_ERROR.forField("planId", "There is no such plan.")));
    }

    private Future<BillingFacts> facts(Call<?> call) {
        return reader.find(call.tenant(), call.id(), call.now());
    }

    /**
     * The facts of a subscription that is to be changed. What is due of it is done first, so that no change is made to a period
     * that is over; one that cannot be billed is changed as it is.
     */
    private Future<BillingFacts> upToDate(Call<?> call) {
        return facts(call).compose(facts -> {
            Instant due = facts.subscription().dueAt();
            return due == null || due.isAfter(facts.now())
                    ? Future.succeededFuture(facts)
                    : progress.run(call.tenant(), List.of(call.id()), facts.now())
                            .compose(done -> facts(call));
        });
    }

    private Future<UpcomingInvoice> preview(Call<Void> call) {
        return facts(call)
                .map(facts -> UpcomingInvoice.of(facts)
                        .orElseThrow(() -> ErrorCode.CONFLICT.withMessage("The subscription has no further invoice.")));
    }

    private Change<Subscription> change(Call<SubscriptionChange> call) {
        return Change.after(() -> upToDate(call).compose(facts -> {
            Subscription before = facts.subscription();
            SubscriptionChange change = call.changed(SubscriptionChange.none(before));
            BillingFacts changed = facts.with(change.applied(before));
            if (change.keepsPrice(before)) {
                Subscription after = changed.subscription()
                        .changed(facts.now())
                        .nextPriceId(change.namesPrice() ? null : before.nextPriceId())
                        .nextQuantity(change.namesPrice() ? null : before.nextQuantity())
                        .build();
                return write(call, SubscriptionStep.of(before, after, EventType.SUBSCRIPTION_UPDATED));
            }
            require(before.status() != Subscription.Status.CANCELED, before);
            require(before.status() != Subscription.Status.PAUSED, before);
            return termsChange(call, facts, change).compose(terms -> {
                SubscriptionStep step = terms.apply(changed);
                return write(call, new SubscriptionStep(before, step.after(), step.event(), step.invoice()));
            });
        }));
    }

    /** The change of the price or the quantity; fails, naming it, if the subscription cannot have it. */
    private Future<TermsChange> termsChange(Call<?> call, BillingFacts facts, SubscriptionChange change) {
        Subscription before = facts.subscription();
        String priceId = change.priceId(before);
        Future<SubscriptionTerms> terms = priceId.equals(before.priceId())
                ? Future.succeededFuture(facts.present())
                : plans.findByPrice(call.tenant(), priceId)
                        .map(found -> NewSubscription.successor(facts.present(), found, priceId));
        return terms.map(found -> {
            int quantity = change.quantity(before, found);
            NewSubscription.requireBillable(found, quantity);
            return new TermsChange(found, quantity, change.behavior(), Boolean.TRUE.equals(change.billNow()));
        });
    }

    private Change<Subscription> cancel(Call<CancelInput> call) {
        CancelInput input = call.input();
        return step(call, facts -> {
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

    private Change<Subscription> reactivate(Call<Void> call) {
        return step(call, facts -> {
            Subscription before = facts.subscription();
            require(before.status() != Subscription.Status.CANCELED && before.cancelAtPeriodEnd(), before);
            return SubscriptionStep.of(before, before.continuing(facts.now()), EventType.SUBSCRIPTION_UPDATED);
        });
    }

    private Change<Subscription> pause(Call<PauseInput> call) {
        @Nullable Instant resumeAt = call.input().resumeAtMillis();
        return step(call, facts -> {
            Subscription before = facts.subscription();
            if (resumeAt != null) {
                MomentLimits.requireSoon("resumeAt", resumeAt, facts.now());
            }
            require(before.isRunning(), before);
            return SubscriptionStep.of(before, before.paused(resumeAt, facts.now()), EventType.SUBSCRIPTION_PAUSED);
        });
    }

    private Change<Subscription> resume(Call<Void> call) {
        return step(call, facts -> {
            require(facts.subscription().status() == Subscription.Status.PAUSED, facts.subscription());
            return SubscriptionPeriods.resume(facts, facts.now());
        });
    }

    private Change<UsageRecord> recordUsage(Call<UsageInput> call) {
        UsageInput input = call.input();
        return Change.after(() -> upToDate(call).map(facts -> {
            Subscription subscription = facts.subscription();
            UsageRecord record = UsageRecord.of(call.tenant(), subscription.id(), input, facts.now());
            if (!subscription.takesUsage()) {
                throw ErrorCode.CONFLICT.withMessage(
                        "The subscription is " + state(subscription) + " or is not billed by usage.");
            }
            if (record.at().isBefore(subscription.billing().usageStart())
                    || record.at().isAfter(facts.now())) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "at",
                        "The time must be between " + subscription.billing().usageStart() + " and now.");
            }
            return usage.insert(call.context(), record);
        }));
    }

    private Change<Subscription> step(Call<?> call, Function<BillingFacts, SubscriptionStep> decision) {
        return Change.after(() -> upToDate(call).compose(facts -> write(call, decision.apply(facts))));
    }

    private Future<Change<Subscription>> write(Call<?> call, SubscriptionStep step) {
        return invoices.nextNumber(call.tenant())
                .map(number -> subscriptions
                        .update(call.context(), List.of(step), number)
                        .returning(step.after()));
    }

    private static void require(boolean isPossible, Subscription subscription) {
        if (!isPossible) {
            throw refused(subscription);
        }
    }

    private static ApiException refused(Subscription subscription) {
        return ErrorCode.CONFLICT.withMessage("The subscription is " + state(subscription) + '.');
    }

    private static String state(Subscription subscription) {
        return subscription.startAt() == null ? subscription.status().text() : "not started";
    }
}
