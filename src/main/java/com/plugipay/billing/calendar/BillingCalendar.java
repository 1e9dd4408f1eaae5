package com.plugipay.billing.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The periods of a subscription, one after the other without gaps. Each is computed from the anchor and never from the one
 * before it, so that a subscription that began on the 31st is billed on 28 February and on 31 March again.
 *
 * <p>Days and months are those of the zone: a period begins at the anchor's time of day there. A time that the clock skips
 * moves forward by what is skipped; of a time that occurs twice, the one with the anchor's offset is taken, or else the
 * first.
 *
 * @param anchor when the first period begins
 * @param intervalCount the number of intervals in a period
 * @param zone the workspace's time zone
 */
public record BillingCalendar(Instant anchor, BillingInterval interval, int intervalCount, ZoneId zone) {
    public BillingCalendar {
        if (intervalCount < 1 || intervalCount > interval.most()) {
            throw new IllegalArgumentException(intervalCount + " of " + interval);
        }
    }

    /** The period with that number, counted from 0. */
    public BillingPeriod period(int number) {
        return new BillingPeriod(start(number), start(number + 1));
    }

    /** The period that a moment is in; fails for a moment before the anchor. */
    public BillingPeriod periodAt(Instant moment) {
        return period(numberAt(moment));
    }

    /** The number of the period that a moment is in; fails for a moment before the anchor. */
    public int numberAt(Instant moment) {
        if (moment.isBefore(anchor)) {
            throw new IllegalArgumentException(moment + " is before " + anchor);
        }
        long elapsed = interval.unit().between(local(anchor), local(moment));
        int number = Math.toIntExact(elapsed / intervalCount);
        // Clock changes and short months move a start by less than a period.
        while (start(number).isAfter(moment)) {
            number--;
        }
        while (!start(number + 1).isAfter(moment)) {
            number++;
        }
        return number;
    }

    private Instant start(int number) {
        LocalDateTime start = local(anchor).plus((long) number * intervalCount, interval.unit());
        return ZonedDateTime.ofLocal(start, zone, zone.getRules().getOffset(anchor))
                .toInstant();
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone);
    }
}
