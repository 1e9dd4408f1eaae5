package com.plugipay.stuck;

import com.plugipay.db.Database;
import com.plugipay.http.operations.Operations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The list of everything stuck, over HTTP for its merchant and as a metric for the operator. Its length must be 0. */
public final class StuckList {
    private final StuckStore store;
    private final Map<Stuck.Type, AtomicLong> numbers = new EnumMap<>(Stuck.Type.class);

    public StuckList(Database database, MeterRegistry metrics) {
        this.store = new StuckStore(database);
        for (Stuck.Type type : Stuck.Type.values()) {
            AtomicLong number = new AtomicLong();
            numbers.put(type, number);
            Gauge.builder("plugipay.stuck", number, AtomicLong::get)
                    .tag("type", type.name().toLowerCase(Locale.ROOT))
                    .description("What has an unknown outcome, failed for a reason of ours, or waits for a person")
                    .register(metrics);
        }
    }

    public void mount(Operations api) {
        api.get("/stuck", "List everything whose outcome is unknown or that a person has to look at")
                .requires("payments")
                .returnsPage(Stuck.class, "type", "provider")
                .handledBy(call -> store.list(call.tenant(), call.listing()));
    }

    /** Counts anew. */
    public Future<Void> count(Instant now) {
        return store.count()
                .onSuccess(counted -> numbers.forEach((type, number) -> number.set(counted.getOrDefault(type, 0L))))
                .mapEmpty();
    }
}
