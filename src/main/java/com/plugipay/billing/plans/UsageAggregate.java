package com.plugipay.billing.plans;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How the usage of a period becomes one quantity. */
public enum UsageAggregate {
    @JsonProperty("sum")
    SUM,
    @JsonProperty("max")
    MAX,
    @JsonProperty("last")
    LAST;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
