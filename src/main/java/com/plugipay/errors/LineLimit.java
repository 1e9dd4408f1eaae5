package com.plugipay.errors;

import java.util.function.IntConsumer;

/** Limits the lines of one kind that are logged in a second. For all event loops. */
public final class LineLimit {
    private final int most;
    private final IntConsumer omitted;
    private long second;
    private int lines;

    /**
     * A limit of so many lines.
     *
     * @param omitted takes, after each second, the number of lines that were too many in it, unless there were none
     */
    public LineLimit(int most, IntConsumer omitted) {
        this.most = most;
        this.omitted = omitted;
    }

    /** Counts a line; gives whether it may be logged. */
    public synchronized boolean take(long now) {
        begin(now);
        lines++;
        return lines <= most;
    }

    /** Ends the second before; to be called about once a second, so that the last lines are reported in time. */
    public synchronized void begin(long now) {
        if (now == second) {
            return;
        }
        if (lines > most) {
            omitted.accept(lines - most);
        }
        second = now;
        lines = 0;
    }
}
