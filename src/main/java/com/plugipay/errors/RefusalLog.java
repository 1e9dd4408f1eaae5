package com.plugipay.errors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a trace of whoever was not let in: a number for each cause, and a line for each request, of which there are at
 * most {@value #LINES_A_SECOND} a second for one cause; how many more there were is told afterwards. One for a node.
 */
public final class RefusalLog {
    public static final int LINES_A_SECOND = 10;
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final Map<ErrorCode, Trace> traces = new EnumMap<>(ErrorCode.class);

    /**
     * A request that was refused; nothing of it may be a secret or longer than a line.
     *
     * @param cause the problem that it was told of
     * @param key the beginning of the key's id, null when none was named in the form of one
     * @param address the client's
     * @param route the template of the route, never the path itself
     */
    public record Refusal(ErrorCode cause, @Nullable String key, String address, String route, String requestId) {}

    public RefusalLog(MeterRegistry metrics) {
        for (ErrorCode problem : ErrorCode.values()) {
            if (problem.tellsOfWhoAsks()) {
                Counter counter = Counter.builder("plugipay.refusals")
                        .tag("cause", problem.code())
                        .description("Requests refused for who sent them")
                        .register(metrics);
                traces.put(problem, new Trace(problem, counter));
            }
        }
    }

    /** Counts a refusal, and logs it or counts it among those left out; does nothing for a cause in what was asked. */
    public void note(Refusal refusal, Instant now) {
        Trace trace = traces.get(refusal.cause());
        if (trace != null) {
            trace.note(refusal, now);
        }
    }

    /** Tells how many lines were left out in the seconds that are over; to be called about once a second. */
    public Future<Void> tellOmitted(Instant now) {
        traces.values().forEach(trace -> trace.lines.begin(now.getEpochSecond()));
        return Future.succeededFuture();
    }

    /** The refusals for one cause in the current second. Event loops share it. */
    private static final class Trace {
        private final ErrorCode cause;
        private final Counter counter;
        private final LineLimit lines = new LineLimit(LINES_A_SECOND, this::tellOmitted);

        Trace(ErrorCode cause, Counter counter) {
            this.cause = cause;
            this.counter = counter;
        }

        void note(Refusal refusal, Instant now) {
            counter.increment();
            if (lines.take(now.getEpochSecond())) {
                LOG.atWarn()
                        .addKeyValue("cause", cause.code())
                        .addKeyValue("key", refusal.key())
                        .addKeyValue("address", refusal.address())
                        .addKeyValue("route", refusal.route())
                        .addKeyValue("requestId", refusal.requestId())
                        .log("A request was refused for who sent it");
            }
        }

        private void tellOmitted(int omitted) {
            LOG.atWarn()
                    .addKeyValue("cause", cause.code())
                    .addKeyValue("omitted", omitted)
                    .log("More requests were refused than are told one by one");
        }
    }
}
