package com.plugipay.errors;

import java.util.function.IntConsumer;

/** How many lines of one kind the log gets in a second, however many there would be. For all event loops. */
public final class LineLimit {
    private final int most;
    private final IntConsumer omitted;
    private long second;
    private int asked;

    /**
     * One of so many lines.
     *
     * @param omitted is told, once a second is over, how many were too many in it
     */
    public LineLimit(int most, IntConsumer omitted) {
        this.most = most;
        this.omitted = omitted;
    }

    /** Whether one more may be written in this second. */
    public synchronized boolean take(long now) {
        begin(now);
        asked++;
        return asked <= most;
    }

    /** Ends the second before; to be called about once a second, or the last lines left out are told only with the next. */
    public synchronized void begin(long now) {
        if (now == second) {
            return;
        }
        if (asked > most) {
            omitted.accept(asked - most);
        }
        second = now;
        asked = 0;
    }
}
