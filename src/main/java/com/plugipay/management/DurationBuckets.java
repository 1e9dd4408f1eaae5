package com.plugipay.management;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Makes histograms of how long requests, calls of providers and waits for the database take, with a few wide buckets. */
final class DurationBuckets implements MeterFilter {
    private static final Set<String> MEASURED =
            Set.of("vertx.http.server.response.time", "plugipay.provider.calls", "plugipay.database.wait");

    private static final double[] BOUNDS_NANOS = DoubleStream.of(5, 20, 50, 100, 250, 1_000, 5_000, 30_000)
            .map(ms -> Duration.ofMillis((long) ms).toNanos())
            .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return MEASURED.contains(id.getName())
                ? DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(BOUNDS_NANOS)
                        .build()
                        .merge(config)
                : config;
    }
}
