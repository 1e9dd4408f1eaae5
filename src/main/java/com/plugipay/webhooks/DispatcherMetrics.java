package com.plugipay.webhooks;

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

/** How deliveries go, for the operator. Never told by workspace or endpoint: there is no bound to their number. */
final class DispatcherMetrics {
    private static final String LOOK = """
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
    private final Map<Kind, Counter> answered = new EnumMap<>(Kind.class);
    private final Counter lanes;
    private final AtomicLong paused = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    /** What came of an attempt. */
    private enum Kind {
        SUCCEEDED,
        REFUSED,
        UNANSWERED;

        static Kind of(Result result) {
            if (result.succeeded()) {
                return SUCCEEDED;
            }
            return result.attempt().responseCode() == null ? UNANSWERED : REFUSED;
        }
    }

    DispatcherMetrics(Database database, MeterRegistry metrics) {
        this.database = database;
        for (Kind kind : Kind.values()) {
            answered.put(
                    kind,
                    Counter.builder("plugipay.webhook.attempts")
                            .tag("result", kind.name().toLowerCase(Locale.ROOT))
                            .description("Attempts to deliver a webhook, by what came of them")
                            .register(metrics));
        }
        lanes = Counter.builder("plugipay.webhook.claims")
                .description("Endpoints' lanes that this node has claimed")
                .register(metrics);
        Gauge.builder("plugipay.webhook.breakers.open", paused, AtomicLong::get)
                .description("Endpoints that get nothing for a while, because they fail or asked for it")
                .register(metrics);
        Gauge.builder("plugipay.webhook.oldest.due.seconds", oldestSeconds, AtomicLong::get)
                .description("For how long the oldest delivery is due that no breaker holds back")
                .register(metrics);
    }

    void answered(Result result) {
        answered.computeIfPresent(Kind.of(result), (kind, counter) -> {
            counter.increment();
            return counter;
        });
    }

    void taken(int fresh) {
        lanes.increment(fresh);
    }

    /** Looks at the lanes anew. */
    Future<Void> look(Instant now) {
        return database.run(LOOK, Tuple.of(Columns.time(now)))
                .onSuccess(rows -> {
                    paused.set(rows.iterator().next().getLong("paused"));
                    oldestSeconds.set(rows.iterator().next().getLong("oldest"));
                })
                .mapEmpty();
    }
}
