package com.plugipay.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The times of changes of an object. Each is later than the one before by at least a millisecond, the precision of responses,
 * whichever node's clock is used. Receivers order by it, and writes are guarded by it.
 */
public final class UpdatedAt {
    /**
     * The new {@code updated_at} in a statement that has not read the row; {@code :now} is the current time. It avoids
     * {@code timestamptz + interval}, which depends on the session's time zone.
     */
    public static final String SQL = sql(":now", "updated_at");

    private UpdatedAt() {}

    /** The same with other SQL for the current time and the former value. */
    public static String sql(String now, String column) {
        return "greatest(" + now + ", (" + column
                + " at time zone 'UTC' + interval '1 millisecond') at time zone 'UTC')";
    }

    /** The time of a change that is made now to an object that was last changed before. */
    public static Instant after(Instant before, Instant now) {
        Instant next = before.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        return moment.isBefore(next) ? next : moment;
    }
}
