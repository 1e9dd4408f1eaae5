package com.plugipay.sandbox.kit.faults;

import com.plugipay.sandbox.kit.StandIns;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one stand-in: none at first.
 *
 * <p>The same seed and the same calls give the same results. Not for several threads: it lives on the event loop of
 * {@link StandIns}; other threads use the control API.
 */
public final class Faults {
    private final RandomGenerator random;
    private final Map<Fault, FaultSetting> settings = new EnumMap<>(Fault.class);
    private int clearings;

    public Faults(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Whether the fault happens now; counts as one of its times if so. */
    public boolean occurs(Fault fault) {
        FaultSetting setting = settings.get(fault);
        if (setting == null || random.nextDouble() >= setting.probability()) {
            return false;
        }
        settings.computeIfPresent(fault, (same, now) -> now.next());
        return true;
    }

    /** Turns all faults off, and ends the delays that have begun. */
    public void clear() {
        settings.clear();
        clearings++;
    }

    /** How often they were turned off by {@link #clear}. */
    public int clearings() {
        return clearings;
    }

    /** Null while the fault is off. */
    public @Nullable FaultSetting setting(Fault fault) {
        return settings.get(fault);
    }

    /** All that are on: {@code {"delay": {"probability": 1.0, "times": 3, "delayMs": 300}}}. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        settings.forEach((fault, setting) -> json.put(fault.text(), setting.toJson(fault)));
        return json;
    }

    /** Exactly these from now on, or, with {@link IllegalArgumentException}, none of them and the old ones stay. */
    public void replace(JsonObject json) {
        Map<Fault, FaultSetting> wanted = new EnumMap<>(Fault.class);
        json.forEach(entry -> {
            Fault fault = Fault.of(entry.getKey());
            wanted.put(fault, FaultSetting.parse(fault, entry.getValue()));
        });
        settings.clear();
        settings.putAll(wanted);
    }
}
