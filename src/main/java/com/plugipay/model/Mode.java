package com.plugipay.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** One of the two parallel worlds of a workspace. They share its name and nothing else. */
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
