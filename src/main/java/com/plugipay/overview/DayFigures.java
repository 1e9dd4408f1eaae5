package com.plugipay.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What happened in a day that is over, as far as it was known.
 *
 * @param addedUpAt when it was known so
 */
record DayFigures(Instant start, Instant end, List<PeriodFigures> figures, Instant addedUpAt) {
    /** Late changes, such as exact fees and late failures, become rare with the age of a day. */
    private static final int PARTS_OF_AGE = 48;

    DayFigures {
        figures = List.copyOf(figures);
    }

    /** Whether the day is to be added up again: an hour later when it is two days old, two days later when it is ninety. */
    boolean isOutdated(Instant now) {
        return Duration.between(addedUpAt, now).multipliedBy(PARTS_OF_AGE).compareTo(Duration.between(end, now)) > 0;
    }
}
