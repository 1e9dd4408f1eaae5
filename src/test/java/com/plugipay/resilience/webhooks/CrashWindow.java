package com.plugipay.resilience.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A time in which a gateway or its database died, until the receivers have taken in what it had sent. */
record CrashWindow(Instant begun, Instant over) {
    /** The timeout of those who are killed while receivers hang, and what a slow machine needs to store the result. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);

    /** Ends once all that reached one of these receivers until now has been taken in. */
    static CrashWindow since(Instant begun, Collection<WebhookReceiver> receivers) {
        receivers.forEach(WebhookReceiver::awaitArrivals);
        return new CrashWindow(begun, Instant.now());
    }

    /**
     * Whether it is why one of these, which are in their order, was never written down: some came before it was over and
     * some after it had begun, or the last one still waited for its answer when it began.
     */
    boolean explains(List<ReceivedDelivery> arrivals) {
        ReceivedDelivery last = arrivals.getLast();
        Instant known = last.accepted() ? last.at() : last.at().plus(LONGEST_ATTEMPT);
        return !arrivals.getFirst().at().isAfter(over) && !known.isBefore(begun);
    }
}
