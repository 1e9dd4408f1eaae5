package com.plugipay.management;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits the number of series, and logs once that it was reached: a safeguard against labels of unbounded values. */
final class SeriesLimit implements MeterFilter {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesLimit.class);

    private final int most;
    private final Set<Meter.Id> taken = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isLogged = new AtomicBoolean();

    SeriesLimit(int most) {
        this.most = most;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (taken.contains(id) || (taken.size() < most && taken.add(id))) {
            return MeterFilterReply.NEUTRAL;
        }
        if (isLogged.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue("most", most)
                    .addKeyValue("meter", id.getName())
                    .log("Too many series: no new ones are counted");
        }
        return MeterFilterReply.DENY;
    }
}
