package com.plugipay.billing.plans;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether tax is part of a price or is added to it. */
public enum TaxMode {
    @JsonProperty("inclusive")
    INCLUSIVE,
    @JsonProperty("exclusive")
    EXCLUSIVE;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
