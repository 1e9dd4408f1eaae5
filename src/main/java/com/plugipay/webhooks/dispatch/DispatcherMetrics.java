package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Metrics of deliveries. None has a tag for workspace or endpoint: their number is unbounded. */
public final class DispatcherMetrics {
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
        return EndpointQueueStore.state(database, now)
                .onSuccess(state -> {
                    paused.set(state.paused());
                    oldestSeconds.set(state.oldestDueSeconds());
                })
                .mapEmpty();
    }
}
