package com.plugipay.sandbox.kit.callbacks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * One attempt to send a callback to the gateway, and its result.
 *
 * @param attempt the first is 1; 0 for what was never sent
 * @param status of the answer; 0 for no answer
 * @param outcome the same for people
 */
public record SentCallback(
        Instant at, String standIn, String url, Kind kind, int attempt, int status, String outcome, String body) {

    /** Why it was sent. */
    public enum Kind {
        CALLBACK,
        DUPLICATE,
        WRONG_SIGNATURE,
        DROPPED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean taken() {
        return status >= 200 && status < 300;
    }
}
