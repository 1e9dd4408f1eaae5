package com.plugipay.callbacks;

import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claimed callback.
 *
 * @param error why it is not done; null when it is
 * @param tryAgainAt null when it is done, or given up: then it stays among what is stuck until a person has looked
 * @param confirmAt when the provider is asked about what was believed; null when there is nothing to ask
 */
record Fate(
        @Nullable String error,
        @Nullable Instant tryAgainAt,
        @Nullable Instant confirmAt) {
    static final Fate DONE = new Fate(null, null, null);

    /** It is done, and the provider shall say at that moment whether it was true. */
    static Fate unconfirmed(Instant confirmAt) {
        return new Fate(null, null, confirmAt);
    }

    /** It can never be worked. */
    static Fate givenUp(String reason) {
        return new Fate(reason, null, null);
    }

    /** It is tried again later, for three days; after so many tries, the first included. */
    static Fate again(String reason, int tries, Instant now) {
        return new Fate(reason, WorkSchedule.later(tries - 1, now), null);
    }

    /** The same, and given up after so many tries. */
    static Fate again(String reason, int tries, int mostTries, Instant now) {
        return tries >= mostTries ? givenUp(reason) : again(reason, tries, now);
    }

    boolean isDone() {
        return error == null;
    }

    WorkResult result() {
        if (error == null) {
            return WorkResult.DONE;
        }
        return tryAgainAt == null ? new WorkResult.GivenUp(error) : new WorkResult.Again(error, tryAgainAt);
    }
}
