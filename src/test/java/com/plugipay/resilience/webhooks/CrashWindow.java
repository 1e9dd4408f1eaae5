package com.plugipay.resilience.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A time in which a gateway or its database died. */
record CrashWindow(Instant begun, Instant over) {
    /** What was on its way then may be seen to arrive a little later, on a machine that has much to do. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    /** The timeout of those who are killed while receivers hang, and some for writing down what became of it. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(3);

    static CrashWindow since(Instant begun) {
        return new CrashWindow(begun, Instant.now().plus(ON_ITS_WAY));
    }

    /**
     * Whether it is why one of these, which are in their order, was never written down: some came before it was over and
     * some after it had begun, or the last one still waited for its answer when it began.
     */
    boolean explains(List<ReceivedDelivery> arrivals) {
        ReceivedDelivery last = arrivals.getLast();
        Instant known = last.taken() ? last.at() : last.at().plus(LONGEST_ATTEMPT);
        return !arrivals.getFirst().at().isAfter(over) && !known.isBefore(begun);
    }
}
