package com.plugipay.billing.clocks;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Mode;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Test clocks over HTTP, in test mode only. */
public final class TestClockRoutes {
    private static final String PATH = "/test-clocks/:id";

    private final TestClockStore clocks;
    private final ClockAdvances advances;

    TestClockRoutes(TestClockStore clocks, ClockAdvances advances) {
        this.clocks = clocks;
        this.advances = advances;
    }

    public void mount(Operations api) {
        api.post("/test-clocks", "Create a test clock; customers that are made with it live on its time")
                .accepts(TestClockInput.class)
                .returns(201, TestClock.class)
                .handledBy(this::create);
        api.get("/test-clocks", "List test clocks")
                .returnsPage(TestClock.class)
                .handledBy(call -> clocks.list(call.tenant(), call.listing()));
        api.get(PATH, "Retrieve a test clock").returns(200, TestClock.class).handledBy(this::find);
        api.post(PATH + "/advance", "Advance a test clock: everything that is due until then is done, in its order")
                .accepts(AdvanceInput.class)
                .returns(200, TestClock.class)
                .resumedBy((call, clockId) -> advances.end(call.tenant(), clockId))
                .handledInStepsBy(this::advance);
        api.delete(PATH, "Delete a test clock with its customers and all that hangs on them")
                .returnsNothing()
                .handledBy(this::delete);
    }

    private Change<TestClock> create(Call<TestClockInput> call) {
        requireTestMode(call);
        Instant frozenTime = call.input().frozenTime().truncatedTo(ChronoUnit.MILLIS);
        return clocks.insert(
                call.context(), TestClock.of(call.tenant(), call.input().name(), frozenTime, call.now()));
    }

    private Future<TestClock> find(Call<?> call) {
        return clocks.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Future<TestClock> advance(Call<AdvanceInput> call) {
        Instant to = call.input().to().truncatedTo(ChronoUnit.MILLIS);
        return advances.run(
                call.tenant(),
                () -> find(call).map(before -> {
                    requireReady(before);
                    requireAhead("to", before, to);
                    return clocks.advance(call.context(), before, before.advancing(to, call.now()));
                }));
    }

    private Change<Void> delete(Call<Void> call) {
        return Change.after(() -> find(call).map(clock -> {
            requireReady(clock);
            return TestClockDeletionStatement.of(call.context(), clock);
        }));
    }

    /** Fails in live mode, whose time is always real. */
    public static void requireTestMode(Call<?> call) {
        if (call.tenant().mode() != Mode.TEST) {
            throw ErrorCode.FORBIDDEN.withMessage("There are test clocks in test mode only.");
        }
    }

    public static void requireReady(TestClock clock) {
        if (clock.status() != TestClock.Status.READY) {
            throw ErrorCode.CONFLICT.withMessage("The clock is advancing to " + clock.advancingTo() + '.');
        }
    }

    public static void requireAhead(String field, TestClock clock, Instant to) {
        if (to.isBefore(clock.frozenTime()) || to.isAfter(clock.frozenTime().plus(ClockLimits.FARTHEST))) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    field, "The time must be within five years after " + clock.frozenTime() + '.');
        }
    }
}
