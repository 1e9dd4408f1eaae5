package com.plugipay.sandbox.kit.callbacks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a provider sends a callback again. */
public interface RetryPlan {
    /**
     * Asked after every attempt, also after a good one.
     *
     * @param attempt the one that is over; the first is 1
     * @param status of the answer; 0 for no answer
     * @return how long to wait, or empty for no more
     */
    Optional<Duration> next(int attempt, int status);

    /** These waits one after the other, until an answer is 2xx. */
    static RetryPlan after(Duration... waits) {
        List<Duration> all = List.of(waits);
        return (attempt, status) -> (status >= 200 && status < 300) || attempt > all.size()
                ? Optional.empty()
                : Optional.of(all.get(attempt - 1));
    }
}
