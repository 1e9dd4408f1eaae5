package com.plugipay.billing.dunning;

import com.plugipay.billing.collection.CollectionTry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an invoice is collected again. Pure. */
final class CollectionCalendar {
    private CollectionCalendar() {}

    /**
     * The time of the try that follows a failed one: on its day, at the time of day at which the customer paid before, which
     * is when there is money. A day that is over, because nothing ran then, moves to the next one: tries do not crowd.
     *
     * @param days of the policy, counted from the first try
     * @param lastPaid null when the customer has never paid: then at the time of day of the first try
     * @param zone the workspace's
     * @return empty when that was the last try
     */
    static Optional<Instant> next(
            CollectionTry failed, List<Integer> days, @Nullable Instant lastPaid, ZoneId zone, Instant now) {
        if (failed.number() >= days.size()) {
            return Optional.empty();
        }
        LocalTime time =
                (lastPaid == null ? failed.startedAt() : lastPaid).atZone(zone).toLocalTime();
        LocalDate day = failed.startedAt().atZone(zone).toLocalDate().plusDays(days.get(failed.number()));
        Instant planned = day.atTime(time).atZone(zone).toInstant();
        return Optional.of(planned.isAfter(now) ? planned : now.plus(Duration.ofDays(1)));
    }
}
