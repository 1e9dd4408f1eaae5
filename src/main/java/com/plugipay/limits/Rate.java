package com.plugipay.limits;

import java.time.Duration;

/**
 * How much may be asked for: so much at once, and so much more in every period after that.
 *
 * @param burst what may come at once, which is also the most that is saved up
 * @param refill what is granted anew in each period, evenly over it
 */
public record Rate(long burst, long refill, Duration period) {
    private static final int SECONDS_SAVED_UP = 10;

    /** For programs: what they do not use of the last ten seconds, they may catch up on. */
    public static Rate perSecond(int requests) {
        return new Rate((long) requests * SECONDS_SAVED_UP, requests, Duration.ofSeconds(1));
    }

    /** For people: the whole minute's worth may come at once. */
    public static Rate perMinute(int requests) {
        return new Rate(requests, requests, Duration.ofMinutes(1));
    }
}
