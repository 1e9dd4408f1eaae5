package com.plugipay.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When an object was changed: later with each change by at least a millisecond, which is what answers show, whichever
 * node's clock made it. Receivers order by it, and writes are guarded by it.
 */
public final class UpdatedAt {
    /**
     * What a statement that has not read the row assigns to its {@code updated_at}, where {@code $3} is the time. Without
     * {@code timestamptz + interval}, which depends on the session's time zone.
     */
    public static final String SQL = sql("$3", "updated_at");

    /** The same in a statement whose parameters have names, where the time is {@code :now}. */
    public static final String NAMED = sql(":now", "updated_at");

    private UpdatedAt() {}

    /** The same where the time and the former value stand elsewhere. */
    public static String sql(String now, String column) {
        return "greatest(" + now + ", (" + column
                + " at time zone 'UTC' + interval '1 millisecond') at time zone 'UTC')";
    }

    /** The time of a change that is made now to what was changed then. */
    public static Instant after(Instant before, Instant now) {
        Instant next = before.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        return moment.isBefore(next) ? next : moment;
    }
}
