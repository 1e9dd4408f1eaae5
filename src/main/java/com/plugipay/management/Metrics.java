package com.plugipay.management;

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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the node counts. No label takes a value from outside, such as a path, a host, a workspace, an invented method or
 * the status that another server answers: none of them has a bound, and each new value stays in memory for ever. Of a
 * status there is the class only: every status for every route would be more than can be kept.
 */
public final class Metrics {
    /** A node has some hundreds, and would have some thousands if every operation were called in every way. */
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
                .meterFilter(new SeriesLimit(MOST_SERIES));
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
                // Of that name there is one in a process: with the same, a second node's would count for the first.
                .setRegistryName(UUID.randomUUID().toString())
                // The method is not among them: that label would be whatever a client sends.
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
