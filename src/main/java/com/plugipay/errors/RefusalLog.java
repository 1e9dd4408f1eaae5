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
 * Counts and logs requests whose callers were refused. For each cause at most {@value #LINES_A_SECOND} lines are logged a
 * second; the number of those left out is logged afterwards. One for a node.
 */
public final class RefusalLog {
    public static final int LINES_A_SECOND = 10;
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final Map<ErrorCode, CauseLog> logs = new EnumMap<>(ErrorCode.class);

    /**
     * A refused request; none of these may be a secret or longer than a line.
     *
     * @param cause the error in the response
     * @param key the beginning of the key id; null if the request names none
     * @param address the client's address
     * @param route the template of the route, never the path itself
     */
    public record Refusal(ErrorCode cause, @Nullable String key, String address, String route, String requestId) {}

    public RefusalLog(MeterRegistry metrics) {
        for (ErrorCode cause : ErrorCode.values()) {
            if (cause.isAccessRefusal()) {
                Counter counter = Counter.builder("plugipay.refusals")
                        .tag("cause", cause.code())
                        .description("Requests whose callers were refused")
                        .register(metrics);
                logs.put(cause, new CauseLog(cause, counter));
            }
        }
    }

    /** Counts a refusal, and logs it unless too many were logged; ignores causes that lie in the content of a request. */
    public void note(Refusal refusal, Instant now) {
        CauseLog log = logs.get(refusal.cause());
        if (log != null) {
            log.note(refusal, now);
        }
    }

    /** Logs how many lines were left out in past seconds; to be called about once a second. */
    public Future<Void> logOmitted(Instant now) {
        logs.values().forEach(log -> log.lines.begin(now.getEpochSecond()));
        return Future.succeededFuture();
    }

    /** The refusals for one cause in the current second. Event loops share it. */
    private static final class CauseLog {
        private final ErrorCode cause;
        private final Counter counter;
        private final LineLimit lines = new LineLimit(LINES_A_SECOND, this::logOmitted);

        CauseLog(ErrorCode cause, Counter counter) {
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
                        .log("The caller of a request was refused");
            }
        }

        private void logOmitted(int omitted) {
            LOG.atWarn()
                    .addKeyValue("cause", cause.code())
                    .addKeyValue("omitted", omitted)
                    .log("More requests were refused than are logged one by one");
        }
    }
}
