package com.plugipay;

/**
 * How a node stops.
 *
 * @param drainSeconds how long it still takes requests after it has reported that it is not ready, so that whoever sends
 *     them has time to learn of it
 */
public record ShutdownConfig(int drainSeconds) {
    private static final int LONGEST = 300;

    public ShutdownConfig {
        if (drainSeconds < 0 || drainSeconds > LONGEST) {
            throw new IllegalArgumentException("shutdown.drainSeconds must be from 0 to " + LONGEST);
        }
    }
}
