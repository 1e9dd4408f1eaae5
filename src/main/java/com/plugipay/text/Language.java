package com.plugipay.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A language of pages, documents and mails. */
public enum Language {
    @JsonProperty("id")
    INDONESIAN("id"),
    @JsonProperty("en")
    ENGLISH("en");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** Its code in ISO 639, the name in the API and in the database. */
    public String code() {
        return code;
    }

    public Locale locale() {
        return Locale.of(code);
    }

    /** The language with that code; any other code is an IllegalArgumentException. */
    public static Language of(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return language;
            }
        }
        throw new IllegalArgumentException("No such language: " + code);
    }
}
