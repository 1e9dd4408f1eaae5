package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.calendar.BillingZones;
import com.plugipay.billing.clocks.CustomerTime;
import com.plugipay.billing.clocks.TestClockStore;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionStep;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.billing.subscriptions.api.SubscriptionActions.Permission;
import com.plugipay.billing.usage.UsageInput;
import com.plugipay.billing.usage.UsageRecord;
import com.plugipay.billing.usage.UsageStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Subscriptions over HTTP. */
public final class SubscriptionRoutes {
    private static final String PATH = "/subscriptions/:id";

    /** Every state can be filtered by, and so can those past due that have not been paid for yet. */
    private static final Map<String, String> STATES = Stream.of(Subscription.Status.values())
            .map(Subscription.Status::text)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

    private final SubscriptionStore subscriptions;
    private final SubscriptionActions actions;
    private final PlanStore plans;
    private final UsageStore usage;
    private final InvoiceStore invoices;
    private final BillingZones zones;
    private final TestClockStore clocks;

    SubscriptionRoutes(
            SubscriptionStore subscriptions,
            SubscriptionActions actions,
            PlanStore plans,
            UsageStore usage,
            InvoiceStore invoices,
            BillingZones zones,
            TestClockStore clocks) {
        this.subscriptions = subscriptions;
        this.actions = actions;
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
                .handledBy(call -> actions.change(call.context(), call.id(), Permission.ALL, call::changed));
        api.post(PATH + "/cancel", "End a subscription now, or with its current period")
                .accepts(CancelInput.class)
                .returns(200, Subscription.class)
                .handledBy(call -> actions.cancel(call.context(), call.id(), Permission.ALL, call.input()));
        api.post(PATH + "/reactivate", "Continue a subscription that was to end with its current period")
                .returns(200, Subscription.class)
                .handledBy(call -> actions.reactivate(call.context(), call.id(), Permission.ALL));
        api.post(PATH + "/pause", "Stop billing a subscription, until it is resumed or until a time")
                .accepts(PauseInput.class)
                .returns(200, Subscription.class)
                .handledBy(call -> actions.pause(
                        call.context(), call.id(), Permission.ALL, call.input().resumeAtMillis()));
        api.post(PATH + "/resume", "Bill a paused subscription again")
                .returns(200, Subscription.class)
                .handledBy(call -> actions.resume(call.context(), call.id(), Permission.ALL));
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
        return actions.facts(call.tenant(), call.id(), call.now());
    }

    private Future<UpcomingInvoice> preview(Call<Void> call) {
        return actions.factsWithAllUsage(call.tenant(), call.id(), call.now())
                .map(facts -> UpcomingInvoice.of(facts)
                        .orElseThrow(() -> ErrorCode.CONFLICT.withMessage("The subscription has no further invoice.")));
    }

    private Change<UsageRecord> recordUsage(Call<UsageInput> call) {
        UsageInput input = call.input();
        return Change.after(() -> actions.upToDate(call.tenant(), call.id(), call.now())
                .map(facts -> {
                    Subscription subscription = facts.subscription();
                    UsageRecord record = UsageRecord.of(call.tenant(), subscription.id(), input, facts.now());
                    if (!subscription.takesUsage()) {
                        throw ErrorCode.CONFLICT.withMessage("The subscription is "
                                + SubscriptionActions.state(subscription) + " or is not billed by usage.");
                    }
                    if (record.at().isBefore(subscription.billing().usageStart())
                            || record.at().isAfter(facts.now())) {
                        throw ErrorCode.VALIDATION_ERROR.forField(
                                "at",
                                "The time must be between "
                                        + subscription.billing().usageStart() + " and now.");
                    }
                    return usage.insert(call.context(), record);
                }));
    }
}
