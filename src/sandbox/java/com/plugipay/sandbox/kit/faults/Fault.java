package com.plugipay.sandbox.kit.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What goes wrong between a gateway and a provider, sooner or later. */
public enum Fault {
    /** The answer takes its time. */
    DELAY("The answer takes its time"),
    /** The connection is closed before anything is done. */
    CUT("Cut before anything is done"),
    /** Everything is done, then the connection is closed without an answer. */
    LOST_ANSWER("Done, but the answer is lost"),
    /** 500 before anything is done. */
    SERVER_ERROR("500 before anything is done"),
    /** Everything is done, then the answer is 500. */
    ERROR_AFTER_COMMIT("Done, but answered with 500"),
    /** 429 before anything is done. */
    RATE_LIMITED("429, too many requests"),
    /** A callback is sent twice. */
    DUPLICATE_CALLBACK("Callbacks are sent twice"),
    /** A callback is overtaken by the next one. */
    REORDERED_CALLBACKS("Callbacks overtake each other"),
    /** A callback with a broken proof goes before the right one. */
    WRONG_SIGNATURE("A forged callback goes first"),
    /** A callback is never sent. */
    DROPPED_CALLBACK("Callbacks are never sent"),
    /** The buyer pays another amount than was asked. */
    AMOUNT_MISMATCH("Buyers pay another amount"),
    /** The buyer pays after the expiry. */
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

    public static Optional<Fault> of(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.text().equals(text))
                .findFirst();
    }
}
