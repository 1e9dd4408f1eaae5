package com.plugipay.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Test or live: a workspace has separate data in each mode. */
public enum Mode {
    @JsonProperty("test")
    TEST,
    @JsonProperty("live")
    LIVE;

    /** The name in the API, in ids of keys and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #text()}. */
    public static Mode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
