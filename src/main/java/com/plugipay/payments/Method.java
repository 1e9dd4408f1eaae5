package com.plugipay.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The ways in which a buyer can pay. */
public enum Method {
    @JsonProperty("bank_transfer")
    BANK_TRANSFER("Bank transfer");

    private final String label;

    Method(String label) {
        this.label = label;
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #text()}. */
    public static Method of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The name that people know it by, in English. */
    public String label() {
        return label;
    }
}
