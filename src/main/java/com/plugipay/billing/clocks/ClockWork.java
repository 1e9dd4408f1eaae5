package com.plugipay.billing.clocks;

import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that becomes due on test clocks, such as the periods of subscriptions. It is done by the code that also does it in
 * real time; the workers of real time leave out what lives on a clock.
 */
public interface ClockWork {
    /** When something is due next on a clock; empty when nothing is. */
    Future<Optional<Instant>> nextDue(Tenant tenant, String clockId);

    /**
     * Does some of what is due on a clock at that time, which is the clock's; what it does must no longer be due then.
     *
     * @return whether it could; false when it waits for something in real time, and so has the clock wait
     */
    Future<Boolean> run(TestClock clock, Instant time);
}
