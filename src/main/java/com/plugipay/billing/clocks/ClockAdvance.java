package com.plugipay.billing.clocks;

import com.plugipay.async.Rounds;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Advances test clocks: sets the time of a clock to when something is due next, does that, and so on until nothing is due
 * before the time that was asked for. A node that dies in the middle leaves the clock at the time that it has reached; the next
 * one continues there, and nothing is done twice, because nothing that is done remains due.
 */
final class ClockAdvance extends ClaimedWork<TestClock> {
    private static final int BATCH = 10;

    /** After so many moments the claim is renewed. */
    private static final int MOST_MOMENTS = 200;

    /** How long a clock waits, in real time, before it looks again. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final TestClockStore clocks;
    private final List<ClockWork> work;

    private ClockAdvance(Claims claims, TestClockStore clocks, List<ClockWork> work) {
        super(claims, TestClockStore.DUE, null, TestClockStore::read);
        this.clocks = clocks;
        this.work = List.copyOf(work);
    }

    static Work of(Claims claims, TestClockStore clocks, List<ClockWork> work) {
        return Work.due("test-clocks", Duration.ofMillis(500), BATCH, new ClockAdvance(claims, clocks, work));
    }

    @Override
    public Future<WorkResult> run(Claimed<TestClock> claimed, Instant now) {
        TestClock clock = claimed.read();
        AtomicInteger moments = new AtomicInteger();
        return Rounds.until(() -> next(clock).compose(due -> {
            Instant to = Objects.requireNonNull(clock.advancingTo());
            if (due.isEmpty() || due.get().isAfter(to)) {
                return clocks.finish(clock.tenant(), clock.id(), now).map(Optional.of(WorkResult.DONE));
            }
            if (moments.incrementAndGet() > MOST_MOMENTS) {
                return Future.succeededFuture(Optional.of(new WorkResult.Again(null, now)));
            }
            return at(clock, due.get())
                    .map(goesOn -> goesOn
                            ? Optional.<WorkResult>empty()
                            : Optional.of(new WorkResult.Again(null, now.plus(WAIT))));
        }));
    }

    private Future<Optional<Instant>> next(TestClock clock) {
        return Future.all(work.stream()
                        .map(each -> each.nextDue(clock.tenant(), clock.id()))
                        .toList())
                .map(all -> all.<Optional<Instant>>list().stream()
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder()));
    }

    /** Does what is due at that time; what has become due before the clock's time is done at the clock's. */
    private Future<Boolean> at(TestClock clock, Instant due) {
        Instant time = due.isBefore(clock.frozenTime()) ? clock.frozenTime() : due;
        Future<Boolean> done = clocks.move(clock.tenant(), clock.id(), time).map(true);
        for (ClockWork each : work) {
            done = done.compose(goesOn -> each.run(clock, time).map(alsoGoesOn -> goesOn && alsoGoesOn));
        }
        return done;
    }

    /**
     * A clock is never given up: it would neither be ready nor could it be deleted. Somebody waits for it, and its tries tell
     * how long it has advanced and not how often it has failed: it is tried again soon.
     */
    @Override
    public Instant again(Claimed<TestClock> clock, Instant now) {
        return WorkSchedule.unceasing(0, now);
    }
}
