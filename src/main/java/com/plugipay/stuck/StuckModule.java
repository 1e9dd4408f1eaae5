package com.plugipay.stuck;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Work;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The list of stuck objects, over HTTP for the merchant, and their numbers as a metric for the operator. */
public final class StuckModule implements Module {
    private final StuckStore store;
    private final Map<Stuck.Type, AtomicLong> numbers = new EnumMap<>(Stuck.Type.class);

    public StuckModule(Node node) {
        this.store = new StuckStore(node.database());
        for (Stuck.Type type : Stuck.Type.values()) {
            AtomicLong number = new AtomicLong();
            numbers.put(type, number);
            Gauge.builder("plugipay.stuck", number, AtomicLong::get)
                    .tag("type", type.name().toLowerCase(Locale.ROOT))
                    .description(
                            "Objects whose outcome is unknown, that failed by an internal error, or that wait for a person")
                    .register(node.metrics());
        }
    }

    @Override
    public void mount(Operations api) {
        api.get("/stuck", "List everything whose outcome is unknown or that a person has to look at")
                .requires("payments")
                .returnsPage(Stuck.class, "type", "provider")
                .handledBy(call -> store.list(call.tenant(), call.listing()));
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of("stuck", Duration.ofSeconds(10), this::count));
    }

    private Future<Boolean> count(Instant now) {
        return store.count()
                .onSuccess(counted -> numbers.forEach((type, number) -> number.set(counted.getOrDefault(type, 0L))))
                .map(false);
    }
}
