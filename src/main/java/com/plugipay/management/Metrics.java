package com.plugipay.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics of the node. No label has a value that others choose, such as a path, a host, a workspace, an unknown method or
 * the status in another server's response: these are unbounded, and each new value stays in memory forever. Only the class
 * of a status is a label: every status for every route would be too many.
 */
public final class Metrics {
    /** A node has some hundreds; it would have some thousands if every operation were called in every way. */
    private static final int MOST_SERIES = 4_000;

    private static final Tags OTHER_METHOD = method("OTHER");
    private static final Map<String, Tags> METHODS = Stream.of(
                    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Metrics::method));

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public Metrics() {
        registry.config()
                .meterFilter(MeterFilter.replaceTagValues(Label.HTTP_CODE.toString(), StatusClasses::label))
                .meterFilter(MeterFilter.replaceTagValues(Label.HTTP_ROUTE.toString(), RouteTemplates::label))
                .meterFilter(new DurationBuckets())
                .meterFilter(new SeriesLimit(MOST_SERIES));
        Gauge.builder("plugipay.build.info", () -> 1)
                .description("The version that runs, as a label")
                .tag(
                        "version",
                        Optional.ofNullable(Metrics.class.getPackage().getImplementationVersion())
                                .orElse("development"))
                .register(registry);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    public VertxMetricsFactory factory() {
        MicrometerMetricsFactory factory = new MicrometerMetricsFactory(registry);
        return options -> new BoundedMetrics(factory.metrics(options));
    }

    public MetricsOptions options() {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                // A registry of a name exists once in a process: with the same name, two nodes would share one.
                .setRegistryName(UUID.randomUUID().toString())
                // Without the method, which would be any text that a client sends.
                .setLabels(EnumSet.of(Label.HTTP_CODE, Label.HTTP_ROUTE, Label.POOL_TYPE, Label.POOL_NAME))
                .setServerRequestTagsProvider(Metrics::tags)
                .setClientRequestTagsProvider(Metrics::tags)
                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
                .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
                .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
                .addDisabledMetricsCategory(MetricsDomain.VERTICLES)
                .setJvmMetricsEnabled(true);
    }

    private static Iterable<Tag> tags(HttpRequest request) {
        return METHODS.getOrDefault(request.method().name(), OTHER_METHOD);
    }

    private static Tags method(String name) {
        return Tags.of(Label.HTTP_METHOD.toString(), name);
    }
}
