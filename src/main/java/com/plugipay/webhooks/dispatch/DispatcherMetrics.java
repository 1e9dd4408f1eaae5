package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Metrics of deliveries. None has a tag for workspace or endpoint: their number is unbounded. */
public final class DispatcherMetrics {
    private static final String SELECT = """
            select count(*) filter (where l.paused_until > $1) as paused,
                coalesce(extract(epoch from $1 - min(d.due_at) filter (
                    where l.paused_until is null or l.paused_until <= $1)), 0)::bigint as oldest
              from webhook_lanes l
              join webhook_endpoints e
                on e.workspace_id = l.workspace_id and e.mode = l.mode and e.id = l.endpoint_id
               and e.status = 'active'
              left join lateral (
                select w.due_at from webhook_deliveries w
                 where w.workspace_id = l.workspace_id and w.mode = l.mode and w.endpoint_id = l.endpoint_id
                   and w.status = 'pending' and w.due_at <= $1
                 order by w.due_at limit 1) d on true
             where l.due_at is not null or l.leased_until is not null""";

    private final Database database;
    private final Map<Kind, Counter> attempts = new EnumMap<>(Kind.class);
    private final Counter claims;
    private final AtomicLong paused = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    /** The outcome of an attempt, as a tag. */
    private enum Kind {
        SUCCEEDED,
        REFUSED,
        UNANSWERED;

        static Kind of(AttemptOutcome outcome) {
            if (outcome.succeeded()) {
                return SUCCEEDED;
            }
            return outcome.attempt().responseCode() == null ? UNANSWERED : REFUSED;
        }
    }

    public DispatcherMetrics(Database database, MeterRegistry metrics) {
        this.database = database;
        for (Kind kind : Kind.values()) {
            attempts.put(
                    kind,
                    Counter.builder("plugipay.webhook.attempts")
                            .tag("result", kind.name().toLowerCase(Locale.ROOT))
                            .description("Attempts to deliver a webhook, by outcome")
                            .register(metrics));
        }
        claims = Counter.builder("plugipay.webhook.claims")
                .description("Endpoint queues that this node has claimed")
                .register(metrics);
        Gauge.builder("plugipay.webhook.breakers.open", paused, AtomicLong::get)
                .description("Endpoints whose circuit breaker is open, because they fail or sent Retry-After")
                .register(metrics);
        Gauge.builder("plugipay.webhook.oldest.due.seconds", oldestSeconds, AtomicLong::get)
                .description(
                        "Age of the oldest due delivery to an endpoint whose circuit breaker is closed, in seconds")
                .register(metrics);
    }

    void attempted(AttemptOutcome outcome) {
        attempts.computeIfPresent(Kind.of(outcome), (kind, counter) -> {
            counter.increment();
            return counter;
        });
    }

    void claimed(int number) {
        claims.increment(number);
    }

    /** Reads the state of the queues for the gauges. */
    public Future<Void> refresh(Instant now) {
        return database.run(SELECT, Tuple.of(Columns.time(now)))
                .onSuccess(rows -> {
                    paused.set(rows.iterator().next().getLong("paused"));
                    oldestSeconds.set(rows.iterator().next().getLong("oldest"));
                })
                .mapEmpty();
    }
}
