package com.plugipay.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an item of due work has come to. There is nothing else that it can come to. */
public sealed interface WorkResult {
    /** It is over, or whoever has changed it has also said when it is due again. */
    WorkResult DONE = new Done();

    /** Nothing is left to do. */
    record Done() implements WorkResult {}

    /**
     * It is due again.
     *
     * @param error why it had to be, as a code; null when nothing is wrong with it
     */
    record Again(@Nullable String error, Instant at) implements WorkResult {}

    /**
     * Only a person can help.
     *
     * @param reason as a code
     */
    record GivenUp(String reason) implements WorkResult {}
}
