package com.plugipay.sandbox.kit.faults;

import com.plugipay.sandbox.kit.StandInSettings;
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
public record FaultSetting(double probability, @Nullable Integer times, long delayMs) {
    public static final long DEFAULT_DELAY_MS = 1_000;
    /** Shorter than the server's patience with a silent connection. */
    public static final long MOST_DELAY_MS = 60_000;

    private static final Set<String> KNOWN = Set.of("probability", "times", "delayMs");

    public FaultSetting {
        StandInSettings.require(
                probability >= 0 && probability <= 1, "probability must be between 0 and 1: " + probability);
        StandInSettings.require(times == null || times > 0, "times must be 1 or more: " + times);
        StandInSettings.require(
                delayMs >= 0 && delayMs <= MOST_DELAY_MS, "delayMs must be 0.." + MOST_DELAY_MS + ": " + delayMs);
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
        JsonObject json = new JsonObject().put("probability", probability);
        if (times != null) {
            json.put("times", times);
        }
        return fault == Fault.DELAY ? json.put("delayMs", delayMs) : json;
    }

    static FaultSetting parse(Fault fault, @Nullable Object value) {
        try {
            if (!(value instanceof JsonObject json)) {
                throw new IllegalArgumentException("must be an object");
            }
            json.fieldNames()
                    .forEach(field -> StandInSettings.require(KNOWN.contains(field), "unknown field " + field));
            StandInSettings.require(fault == Fault.DELAY || !json.containsKey("delayMs"), "only delay has a delayMs");
            StandInSettings.require(
                    json.getValue("probability") instanceof Number, "probability must be a number from 0 to 1");
            Long times = whole(json, "times");
            Long delayMs = whole(json, "delayMs");
            return new FaultSetting(
                    json.getDouble("probability"),
                    times == null ? null : Math.toIntExact(Math.clamp(times, -1L, Integer.MAX_VALUE)),
                    delayMs == null ? DEFAULT_DELAY_MS : delayMs);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(fault.text() + ": " + invalid.getMessage(), invalid);
        }
    }

    private static @Nullable Long whole(JsonObject json, String field) {
        Object value = json.getValue(field);
        StandInSettings.require(
                value == null || value instanceof Integer || value instanceof Long,
                field + " must be a whole number: " + value);
        return value == null ? null : ((Number) value).longValue();
    }
}
