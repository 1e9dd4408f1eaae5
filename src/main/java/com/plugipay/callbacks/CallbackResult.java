package com.plugipay.callbacks;

import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of processing a callback.
 *
 * @param result a callback that is given up stays in the list of stuck objects until it is deleted
 * @param confirmAt when the provider is asked to confirm the payment of a trusted callback; null when there is nothing to ask
 */
record CallbackResult(WorkResult result, @Nullable Instant confirmAt) {
    static final CallbackResult DONE = new CallbackResult(WorkResult.DONE, null);

    /** The callback is done, and the provider is asked at that time to confirm its payment. */
    static CallbackResult unconfirmed(Instant confirmAt) {
        return new CallbackResult(WorkResult.DONE, confirmAt);
    }

    /** The callback can never be processed. */
    static CallbackResult givenUp(String reason) {
        return new CallbackResult(new WorkResult.GivenUp(reason), null);
    }

    /** The callback is tried again at that time; null gives it up. */
    static CallbackResult again(String reason, @Nullable Instant at) {
        return at == null ? givenUp(reason) : new CallbackResult(new WorkResult.Again(reason, at), null);
    }

    /** The callback is tried again, for three days; {@code tries} includes the current one. */
    static CallbackResult again(String reason, int tries, Instant now) {
        return again(reason, WorkSchedule.later(tries - 1, now));
    }

    /** The same, but given up after that many tries. */
    static CallbackResult again(String reason, int tries, int mostTries, Instant now) {
        return tries >= mostTries ? givenUp(reason) : again(reason, tries, now);
    }

    boolean isDone() {
        return result.equals(WorkResult.DONE);
    }
}
