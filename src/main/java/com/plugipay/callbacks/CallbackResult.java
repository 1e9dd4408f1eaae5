package com.plugipay.callbacks;

import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claimed callback.
 *
 * @param result given up, it stays among what is stuck until a person has looked
 * @param confirmAt when the provider is asked about what was believed; null when there is nothing to ask
 */
record CallbackResult(WorkResult result, @Nullable Instant confirmAt) {
    static final CallbackResult DONE = new CallbackResult(WorkResult.DONE, null);

    /** It is done, and the provider shall say at that moment whether it was true. */
    static CallbackResult unconfirmed(Instant confirmAt) {
        return new CallbackResult(WorkResult.DONE, confirmAt);
    }

    /** It can never be worked. */
    static CallbackResult givenUp(String reason) {
        return new CallbackResult(new WorkResult.GivenUp(reason), null);
    }

    /** It is tried again then; null gives it up. */
    static CallbackResult again(String reason, @Nullable Instant at) {
        return at == null ? givenUp(reason) : new CallbackResult(new WorkResult.Again(reason, at), null);
    }

    /** It is tried again later, for three days; after so many tries, the first included. */
    static CallbackResult again(String reason, int tries, Instant now) {
        return again(reason, WorkSchedule.later(tries - 1, now));
    }

    /** The same, and given up after so many tries. */
    static CallbackResult again(String reason, int tries, int mostTries, Instant now) {
        return tries >= mostTries ? givenUp(reason) : again(reason, tries, now);
    }

    boolean isDone() {
        return result.equals(WorkResult.DONE);
    }
}
