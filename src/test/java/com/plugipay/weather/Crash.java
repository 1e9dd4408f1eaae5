package com.plugipay.weather;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A time in which a gateway or its database died. */
record Crash(Instant begun, Instant over) {
    /** What was on its way then may be seen to arrive a little later, on a machine that has much to do. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    static Crash since(Instant begun) {
        return new Crash(begun, Instant.now().plus(ON_ITS_WAY));
    }

    /** Whether some of these, which are in their order, came before it was over and some after it had begun. */
    boolean parts(List<Arrival> arrivals) {
        return !arrivals.getFirst().at().isAfter(over)
                && !arrivals.getLast().at().isBefore(begun);
    }
}
