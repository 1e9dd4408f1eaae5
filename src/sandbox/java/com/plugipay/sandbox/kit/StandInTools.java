package com.plugipay.sandbox.kit;

import com.plugipay.sandbox.kit.callbacks.CallbackSender;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What {@link StandIns} gives to a stand-in.
 *
 * @param faults its own
 * @param callbacks shared by all
 * @param baseUrl the address of all of them and its own name, without a slash at the end; known once requests come
 * @param timers run before every request, and ten times a second
 * @param random the same for the same seed, and its own
 */
public record StandInTools(
        Vertx vertx,
        Faults faults,
        CallbackSender callbacks,
        Supplier<String> baseUrl,
        InstantSource clock,
        ExpiryTimers timers,
        RandomGenerator random) {

    public Instant now() {
        return clock.instant();
    }

    /** New ids, by its own randomness. */
    public SeededIds ids() {
        return new SeededIds(random);
    }

    /** The address of a path of this stand-in. */
    public String url(String path) {
        return baseUrl.get() + path;
    }

    /** Whether the fault happens now. */
    public boolean occurs(Fault fault) {
        return faults.occurs(fault);
    }
}
