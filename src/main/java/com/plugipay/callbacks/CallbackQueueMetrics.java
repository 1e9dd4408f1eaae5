package com.plugipay.callbacks;

import com.plugipay.work.Work;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Tells the operator how many callbacks wait, and for how long. */
final class CallbackQueueMetrics {
    private final CallbackStore store;
    private volatile CallbackQueue latest = new CallbackQueue(0, 0);

    CallbackQueueMetrics(CallbackStore store, MeterRegistry metrics) {
        this.store = store;
        Gauge.builder("plugipay.callbacks.waiting", this, queue -> queue.latest.number())
                .description("Callbacks that are not processed yet")
                .register(metrics);
        Gauge.builder("plugipay.callbacks.oldest.seconds", this, queue -> queue.latest.oldestSeconds())
                .description("The age of the oldest of them")
                .register(metrics);
    }

    Work work() {
        return Work.of(
                "callback-queue",
                Duration.ofSeconds(10),
                now -> store.queue(now).onSuccess(queue -> latest = queue).map(false));
    }
}
