package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.clocks.AdvanceDaysInput;
import com.plugipay.billing.clocks.ClockAdvances;
import com.plugipay.billing.clocks.TestClock;
import com.plugipay.billing.clocks.TestClockRoutes;
import com.plugipay.billing.clocks.TestClockStore;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionReader;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Ids;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** The advance of one subscription's time, as the client libraries ask for it: the response is sent when it is done. */
final class SubscriptionClockRoutes {
    private final SubscriptionReader reader;
    private final TestClockStore clocks;
    private final ClockAdvances advances;

    SubscriptionClockRoutes(SubscriptionReader reader, TestClockStore clocks, ClockAdvances advances) {
        this.reader = reader;
        this.clocks = clocks;
        this.advances = advances;
    }

    void mount(Operations api) {
        api.post("/test/clocks/advance", "Advance the time of a subscription's customer by days, in test mode only")
                .requires("subscriptions")
                .accepts(AdvanceDaysInput.class)
                .returns(200, Subscription.class)
                .resumedBy(
                        (call, clockId) -> advances.end(call.tenant(), clockId).compose(over -> advanced(call)))
                .handledInStepsBy(this::advance);
    }

    private Future<Subscription> advance(Call<AdvanceDaysInput> call) {
        TestClockRoutes.requireTestMode(call);
        return advances.run(call.tenant(), () -> find(call).compose(facts -> begin(call, facts)))
                .compose(over -> advanced(call));
    }

    private Future<Subscription> advanced(Call<AdvanceDaysInput> call) {
        return find(call).map(BillingFacts::subscription);
    }

    /** A customer that lives in real time gets a clock of its own, which shows that time at first. */
    private Future<ClockAdvances.Beginning> begin(Call<AdvanceDaysInput> call, BillingFacts facts) {
        Subscription subscription = facts.subscription();
        Duration days = Duration.ofDays(call.input().days());
        String clockId = subscription.billing().testClockId();
        if (clockId == null) {
            TestClock clock = TestClock.of(
                            call.tenant(), "Clock of " + subscription.customerId(), call.now(), call.now())
                    .advancing(call.now().plus(days), call.now());
            return Future.succeededFuture(clocks.adopt(call.context(), clock, subscription.customerId()));
        }
        return clocks.find(call.tenant(), clockId).map(found -> {
            TestClock before = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            TestClockRoutes.requireReady(before);
            Instant to = before.frozenTime().plus(days);
            TestClockRoutes.requireAhead("days", before, to);
            return clocks.advance(call.context(), before, before.advancing(to, call.now()));
        });
    }

    private Future<BillingFacts> find(Call<AdvanceDaysInput> call) {
        String id = call.input().subscriptionId();
        return Ids.isPossible(id)
                ? reader.find(call.tenant(), id, call.now())
                        .recover(failure ->
                                Future.failedFuture(ErrorCode.NOT_FOUND.is(failure) ? noSuchSubscription() : failure))
                : Future.failedFuture(noSuchSubscription());
    }

    private static ApiException noSuchSubscription() {
        return ErrorCode.VALIDATION_ERROR.forField("subscriptionId", "There is no such subscription.");
    }
}
