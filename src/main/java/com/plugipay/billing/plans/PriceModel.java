package com.plugipay.billing.plans;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How an amount is computed from a quantity. */
public enum PriceModel {
    /** The unit amount for each unit. */
    @JsonProperty("flat")
    FLAT,
    /** Graduated: each unit costs what the tier says in which it lies. */
    @JsonProperty("tiered")
    TIERED,
    /** All units cost what the tier says in which the whole quantity lies. */
    @JsonProperty("volume")
    VOLUME,
    /** The unit amount for each unit that was used in the period. */
    @JsonProperty("usage")
    USAGE;

    boolean hasTiers() {
        return this == TIERED || this == VOLUME;
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
