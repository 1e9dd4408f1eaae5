package com.plugipay.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ErrorCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How far an overview looks back. The running hour or day is the last of it. */
public enum OverviewWindow {
    @JsonProperty("24h")
    DAY("24h", 24, ChronoUnit.HOURS),
    @JsonProperty("7d")
    WEEK("7d", 7, ChronoUnit.DAYS),
    @JsonProperty("30d")
    MONTH("30d", 30, ChronoUnit.DAYS),
    @JsonProperty("90d")
    QUARTER("90d", 90, ChronoUnit.DAYS);

    private final String text;
    private final int points;
    private final ChronoUnit unit;

    OverviewWindow(String text, int points, ChronoUnit unit) {
        this.text = text;
        this.points = points;
        this.unit = unit;
    }

    /** The name in the API. */
    public String text() {
        return text;
    }

    /** How many hours or days it has. */
    int points() {
        return points;
    }

    /** Whether its points are hours, and not days. */
    public boolean isOfHours() {
        return unit == ChronoUnit.HOURS;
    }

    /** The window of this name, a week when none is named; fails naming the parameter for any other. */
    static OverviewWindow of(@Nullable String text) {
        return text == null
                ? WEEK
                : Arrays.stream(values())
                        .filter(each -> each.text.equals(text))
                        .findFirst()
                        .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField(
                                "window", "There is no such value; there are 24h, 7d, 30d, 90d."));
    }

    /** The values of the parameter. */
    static Map<String, String> spellings() {
        return Arrays.stream(values()).collect(Collectors.toMap(OverviewWindow::text, OverviewWindow::text));
    }

    /** When its hours or days begin, and last when the running one ends; days are those of the zone. */
    List<Instant> bounds(Instant now, ZoneId zone) {
        ZonedDateTime running = now.atZone(zone).truncatedTo(unit);
        return LongStream.rangeClosed(1L - points, 1)
                .mapToObj(steps -> start(running, steps))
                .toList();
    }

    private Instant start(ZonedDateTime running, long steps) {
        return isOfHours() ? running.toInstant().plus(steps, unit) : ComparedDays.start(running, steps);
    }
}
