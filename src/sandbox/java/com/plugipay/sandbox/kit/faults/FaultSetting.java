package com.plugipay.sandbox.kit.faults;

import static com.plugipay.sandbox.kit.StandInSettings.require;

import com.plugipay.sandbox.kit.api.Jsons;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often a fault happens. Refuses invalid values by name with {@link IllegalArgumentException}.
 *
 * @param probability 0 (never) to 1 (always)
 * @param times after how many times it is over; null for never
 * @param delayMs how long {@link Fault#DELAY} takes; the others have no use for it
 */
public record FaultSetting(double probability, @Nullable Long times, long delayMs) {
    public static final long DEFAULT_DELAY_MS = 1_000;
    /** Shorter than the server's patience with a silent connection. */
    private static final long MOST_DELAY_MS = 60_000;

    private static final Set<String> KNOWN = Set.of("probability", "times", "delayMs");

    public FaultSetting {
        require(probability >= 0 && probability <= 1, "probability must be between 0 and 1: " + probability);
        require(times == null || times > 0, "times must be 1 or more: " + times);
        require(delayMs >= 0 && delayMs <= MOST_DELAY_MS, "delayMs must be 0.." + MOST_DELAY_MS + ": " + delayMs);
    }

    /** The probability for people, without the sign. */
    public double percent() {
        return Math.round(probability * 1_000) / 10.0;
    }

    /** The setting after the fault has happened once more; null when that was the last time. */
    @Nullable
    FaultSetting next() {
        if (times == null) {
            return this;
        }
        return times == 1 ? null : new FaultSetting(probability, times - 1, delayMs);
    }

    JsonObject toJson(Fault fault) {
        Long delay = fault == Fault.DELAY ? delayMs : null;
        return Jsons.known("probability", probability, "times", times, "delayMs", delay);
    }

    static FaultSetting parse(Fault fault, @Nullable Object value) {
        try {
            if (!(value instanceof JsonObject json)) {
                throw new IllegalArgumentException("must be an object");
            }
            json.fieldNames().forEach(field -> require(KNOWN.contains(field), "unknown field " + field));
            require(fault == Fault.DELAY || !json.containsKey("delayMs"), "only delay has a delayMs");
            require(json.getValue("probability") instanceof Number, "probability must be a number from 0 to 1");
            Long delayMs = whole(json, "delayMs");
            return new FaultSetting(
                    json.getDouble("probability"), whole(json, "times"), delayMs == null ? DEFAULT_DELAY_MS : delayMs);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(fault.text() + ": " + invalid.getMessage(), invalid);
        }
    }

    /** Null when it is missing. */
    private static @Nullable Long whole(JsonObject json, String field) {
        Long whole = Jsons.whole(json, field);
        require(whole != null || json.getValue(field) == null, field + " must be a whole number");
        return whole;
    }
}
