package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.clocks.AdvanceDaysInput;
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
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The advance of one subscription's time, as the client libraries ask for it. */
final class SubscriptionClockRoutes {
    private final SubscriptionReader reader;
    private final TestClockStore clocks;

    SubscriptionClockRoutes(SubscriptionReader reader, TestClockStore clocks) {
        this.reader = reader;
        this.clocks = clocks;
    }

    void mount(Operations api) {
        api.post("/test/clocks/advance", "Advance the time of a subscription's customer by days, in test mode only")
                .requires("subscriptions")
                .accepts(AdvanceDaysInput.class)
                .returns(200, Subscription.class)
                .handledBy(this::advance);
    }

    /** A customer that lives in real time gets a clock of its own, which shows that time at first. */
    private Change<Subscription> advance(Call<AdvanceDaysInput> call) {
        AdvanceDaysInput input = call.input();
        TestClockRoutes.requireTestMode(call);
        Duration days = Duration.ofDays(input.days());
        return Change.after(() -> find(call, input.subscriptionId())
                .compose(facts -> facts.subscription().billing().testClockId() == null
                        ? Future.succeededFuture(adopt(call, facts, call.now().plus(days)))
                        : advance(call, facts, days)));
    }

    private Future<BillingFacts> find(Call<?> call, String id) {
        return Ids.isPossible(id)
                ? reader.find(call.tenant(), id, call.now())
                        .recover(failure ->
                                Future.failedFuture(ErrorCode.NOT_FOUND.is(failure) ? noSuchSubscription() : failure))
                : Future.failedFuture(noSuchSubscription());
    }

    private static ApiException noSuchSubscription() {
        return ErrorCode.VALIDATION_ERROR.forField("subscriptionId", "There is no such subscription.");
    }

    private Change<Subscription> adopt(Call<?> call, BillingFacts facts, Instant to) {
        Subscription subscription = facts.subscription();
        TestClock clock = TestClock.of(call.tenant(), "Clock of " + subscription.customerId(), call.now(), call.now())
                .advancing(to, call.now());
        return clocks.adopt(call.context(), clock, subscription.customerId())
                .returning(subscription)
                .orFail(SubscriptionClockRoutes::isBusy);
    }

    private static ApiException isBusy() {
        return ErrorCode.CONFLICT.withMessage("The subscription is being renewed at this moment; try again.");
    }

    private Future<Change<Subscription>> advance(Call<?> call, BillingFacts facts, Duration days) {
        String clockId = Objects.requireNonNull(facts.subscription().billing().testClockId());
        return clocks.find(call.tenant(), clockId).map(found -> {
            TestClock before = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            TestClockRoutes.requireReady(before);
            Instant to = before.frozenTime().plus(days);
            TestClockRoutes.requireAhead("days", before, to);
            return clocks.advance(call.context(), before, before.advancing(to, call.now()))
                    .returning(facts.subscription());
        });
    }
}
