package com.plugipay.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of an item of due work. */
public sealed interface WorkResult {
    /** The item needs nothing more, or its change has also set when it is due again. */
    WorkResult DONE = new Done();

    /** The item is done. */
    record Done() implements WorkResult {}

    /**
     * The item is due again at that time.
     *
     * @param error the reason as a code; null when there was no error
     */
    record Again(@Nullable String error, Instant at) implements WorkResult {}

    /**
     * The item is given up; a person has to look at it.
     *
     * @param reason the last error, as a code
     */
    record GivenUp(String reason) implements WorkResult {}
}
