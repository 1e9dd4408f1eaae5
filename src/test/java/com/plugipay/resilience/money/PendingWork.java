package com.plugipay.resilience.money;

import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Moves the clock ahead until all work is done. */
public final class PendingWork {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Along the schedule of the polls, past the end of all sessions, and then until nothing is pending. */
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    private static final Duration STEP_AFTERWARDS = Duration.ofHours(7);
    private static final Duration LONGEST = Duration.ofHours(60);

    /** Everything that is not finished. */
    private static final String UNFINISHED = """
            select 'attempt ' || status as what, id, look_ups, next_look_up_at::text as next from payment_attempts
             where status in ('starting', 'active') or (status = 'canceled' and next_look_up_at is not null)
            union all
            select 'refund ' || coalesce(failure_code, ''), id, look_ups, next_look_up_at::text from refunds
             where status = 'pending'
            union all
            select 'callback ' || coalesce(last_error, ''), id, attempts, due_at::text from provider_callbacks
             where processed_at is null
            union all
            select 'session', id, attempts, expires_at::text from checkout_sessions where status = 'open'
               and not review_pending
            union all
            select 'stuck ' || reason, id, 0, next_try_at::text from stuck
             where reason not in ('amount_mismatch', 'no_open_payment')""";

    private static final String OVERDUE = """
            select (select count(*) from payment_attempts where next_look_up_at <= $1)
                 + (select count(*) from refunds where next_look_up_at <= $1)
                 + (select count(*) from provider_callbacks where due_at <= $1)
                 + (select count(*) from checkout_sessions
                     where status = 'open' and payment_id is null and expires_at <= $1)""".replace("$1", "?");

    private final DirectSql sql;
    private final SettableClock clock;
    private final StandInControl standIns;

    public PendingWork(DirectSql sql, SettableClock clock, StandInControl standIns) {
        this.sql = sql;
        this.clock = clock;
        this.standIns = standIns;
    }

    /** Makes the work due that a killed process has left, while its successor works. */
    public void makeDue(Instant before) {
        Timestamp moment = Timestamp.from(before);
        sql.change(
                "update payment_attempts set next_look_up_at = now() where next_look_up_at > now() and updated_at < ?",
                moment);
        sql.change(
                "update refunds set next_look_up_at = now() where next_look_up_at > now() and created_at < ?", moment);
        sql.change("update provider_callbacks set due_at = now() where due_at > now() and created_at < ?", moment);
    }

    /** Fails when days have passed and something is still pending that needs no person. */
    public void drain() {
        Duration passed = Duration.ZERO;
        awaitNothingDue();
        for (int step = 0; !sql.texts(UNFINISHED).isEmpty(); step++) {
            if (passed.compareTo(LONGEST) > 0) {
                throw notDrained();
            }
            Duration by = step < STEPS.size() ? STEPS.get(step) : STEP_AFTERWARDS;
            clock.advance(by);
            passed = passed.plus(by);
            awaitNothingDue();
        }
    }

    /** Waits for the gateway and for the providers, which repeat a callback that was not accepted. */
    private void awaitNothingDue() {
        Timestamp now = Timestamp.from(clock.instant());
        Awaitility.await("everything due to be done")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> standIns.callbacksWaiting() == 0 && sql.number(OVERDUE, now, now, now, now) == 0);
    }

    private AssertionError notDrained() {
        ObjectHistory history = new ObjectHistory(sql, standIns);
        List<Map<String, String>> left = sql.rows(UNFINISHED);
        List<String> histories = left.stream()
                .limit(20)
                .map(row -> row + "\n" + history.of(String.valueOf(row.get("id"))))
                .toList();
        return new AssertionError("Not drained:\n" + lines(left) + "\n\n" + String.join("\n", histories));
    }

    static String lines(List<Map<String, String>> rows) {
        return String.join("\n", rows.stream().limit(40).map(String::valueOf).toList());
    }
}
