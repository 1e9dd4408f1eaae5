package com.plugipay.sandbox.kit.faults;

import java.util.Arrays;
import java.util.Locale;

/** What goes wrong between a gateway and a provider, sooner or later. */
public enum Fault {
    DELAY("The answer takes its time"),
    CUT("Cut before anything is done"),
    LOST_ANSWER("Done, but the answer is lost"),
    SERVER_ERROR("500 before anything is done"),
    ERROR_AFTER_COMMIT("Done, but answered with 500"),
    RATE_LIMITED("429, too many requests"),
    DUPLICATE_CALLBACK("Callbacks are sent twice"),
    REORDERED_CALLBACKS("Callbacks overtake each other"),
    WRONG_SIGNATURE("A forged callback goes first"),
    DROPPED_CALLBACK("Callbacks are never sent"),
    AMOUNT_MISMATCH("Buyers pay another amount"),
    LATE_SUCCESS("Buyers pay after the expiry");

    private final String meaning;

    Fault(String meaning) {
        this.meaning = meaning;
    }

    /** The name in settings: {@code lost_answer}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same for people. */
    public String meaning() {
        return meaning;
    }

    static Fault of(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no fault named " + text));
    }
}
