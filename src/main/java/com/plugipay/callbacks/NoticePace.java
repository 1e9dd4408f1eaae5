package com.plugipay.callbacks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How fast one account's notices of money come, and how often it was asked about, by the minute; on this node, since its start.
 *
 * <p>What comes within the expected pace is ordinary. Beyond it each is asked about, and each that is confirmed makes some
 * more ordinary, so that a true rush is soon believed; one that is not confirmed makes nothing ordinary until others are.
 */
final class NoticePace {
    /** How many more notices a minute a confirmed one stands for. */
    private static final int VOUCHED_FOR = 10;

    private static final int MOST = 100_000;

    private Instant minute = Instant.EPOCH;
    private int expected;
    private int told;
    private int asked;
    private int vouched;
    private boolean isDoubted;

    /** Counts a notice; whether it came within the pace that this account is known for. */
    synchronized boolean isOrdinary(int expected, Instant now) {
        turn(now);
        told++;
        this.expected = expected;
        return told <= pace();
    }

    private int pace() {
        return isDoubted ? vouched : expected + vouched;
    }

    /** Counts a question, if there is room for it. */
    synchronized boolean mayAsk(int most, Instant now) {
        turn(now);
        if (asked >= most) {
            return false;
        }
        asked++;
        return true;
    }

    synchronized void answered(boolean isConfirmed) {
        if (isConfirmed) {
            vouched = told > pace() ? Math.min(MOST, vouched + VOUCHED_FOR) : vouched;
        } else {
            vouched = 0;
            isDoubted = true;
        }
    }

    private void turn(Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            told = 0;
            asked = 0;
        }
    }
}
