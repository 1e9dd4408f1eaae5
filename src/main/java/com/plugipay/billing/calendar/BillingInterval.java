package com.plugipay.billing.calendar;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The unit in which a plan is billed. */
public enum BillingInterval {
    @JsonProperty("day")
    DAY(ChronoUnit.DAYS, 1_095),
    @JsonProperty("week")
    WEEK(ChronoUnit.WEEKS, 156),
    @JsonProperty("month")
    MONTH(ChronoUnit.MONTHS, 36),
    @JsonProperty("year")
    YEAR(ChronoUnit.YEARS, 3);

    private final ChronoUnit unit;
    private final int most;

    BillingInterval(ChronoUnit unit, int most) {
        this.unit = unit;
        this.most = most;
    }

    /** The unit of the calendar. */
    ChronoUnit unit() {
        return unit;
    }

    /** How many of them a period may have: as many as fit in three years. */
    public int most() {
        return most;
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
