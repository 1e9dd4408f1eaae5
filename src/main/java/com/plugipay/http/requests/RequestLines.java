package com.plugipay.http.requests;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines about requests, of the same form as all other lines of the log. Each event loop collects its own for a moment and logs
 * them as one message: a line by itself would cost more than a tenth of the request that it tells of.
 */
final class RequestLines {
    /** Its appender writes messages as they are; its level is that of {@code requests}. */
    private static final Logger LOG = LoggerFactory.getLogger("requests.lines");

    private static final int COLLECTED_MS = 10;
    private static final int MOST_CHARACTERS = 32_768;
    private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();
    private static final ThreadLocal<RequestLines> OF_LOOP = ThreadLocal.withInitial(RequestLines::new);

    private final StringBuilder lines = new StringBuilder();
    private boolean isTimerSet;
    private Instant second = Instant.EPOCH;
    private String secondText = "";

    private RequestLines() {}

    static boolean areLogged() {
        return LOG.isInfoEnabled();
    }

    /** Those of the current event loop. */
    static RequestLines ofLoop() {
        return OF_LOOP.get();
    }

    /** Begins the line of a request that has just been answered; {@link #end} ends it. */
    RequestLines begin(Instant now) {
        if (!lines.isEmpty()) {
            lines.append('\n');
        }
        lines.append("{\"time\":\"").append(secondText(now)).append('.');
        int millis = now.get(ChronoField.MILLI_OF_SECOND);
        lines.append((char) ('0' + millis / 100))
                .append((char) ('0' + millis / 10 % 10))
                .append((char) ('0' + millis % 10))
                .append("Z\",\"message\":\"Request\",\"logger_name\":\"requests\",\"level\":\"INFO\"");
        return this;
    }

    /** The date and time to the second; made once for all lines of it. */
    private String secondText(Instant now) {
        Instant ofNow = now.truncatedTo(ChronoUnit.SECONDS);
        if (!ofNow.equals(second)) {
            second = ofNow;
            String text = ofNow.toString();
            secondText = text.substring(0, text.length() - 1);
        }
        return secondText;
    }

    RequestLines with(String name, @Nullable String value) {
        lines.append(",\"").append(name).append("\":");
        if (value == null) {
            lines.append("null");
        } else {
            lines.append('"');
            JSON.quoteAsString(value, lines);
            lines.append('"');
        }
        return this;
    }

    RequestLines with(String name, long value) {
        lines.append(",\"").append(name).append("\":").append(value);
        return this;
    }

    /** The line is logged soon. */
    void end(Vertx vertx) {
        lines.append('}');
        if (lines.length() > MOST_CHARACTERS) {
            log();
        } else if (!isTimerSet) {
            isTimerSet = true;
            vertx.setTimer(COLLECTED_MS, collected -> {
                isTimerSet = false;
                log();
            });
        }
    }

    private void log() {
        if (!lines.isEmpty()) {
            LOG.info(lines.toString());
            lines.setLength(0);
        }
    }
}
