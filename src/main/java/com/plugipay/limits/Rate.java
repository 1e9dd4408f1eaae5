package com.plugipay.limits;

import java.time.Duration;

/**
 * The rate of a token bucket.
 *
 * @param burst how many requests may come at once: the capacity of the bucket
 * @param refill how many requests are added in each period, spread evenly over it
 */
public record Rate(long burst, long refill, Duration period) {
    private static final int BURST_SECONDS = 10;

    /** For programs: they may use the unused requests of the last ten seconds later. */
    public static Rate perSecond(int requests) {
        return new Rate((long) requests * BURST_SECONDS, requests, Duration.ofSeconds(1));
    }

    /** For people: all requests of a minute may come at once. */
    public static Rate perMinute(int requests) {
        return new Rate(requests, requests, Duration.ofMinutes(1));
    }
}
