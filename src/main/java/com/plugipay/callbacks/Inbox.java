package com.plugipay.callbacks;

import com.plugipay.bus.Topic;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes callbacks in. Those that come while others are being written are written together by the next statement: one
 * commit for many, and for one that comes alone no waiting. Bounded: what does not fit is refused, and sent again.
 */
final class Inbox {
    /** Tells the workers that there is something to do. */
    static final Topic<CallbacksReady> CALLBACKS_READY = new Topic<>("callbacks.ready", CallbacksReady.class);

    private static final int LARGEST_BATCH = 256;
    private static final int MOST_WAITING = 10_000;
    private static final int WRITERS = 2;

    /** A nudge without content. */
    record CallbacksReady() {}

    private record Waiting(ReceivedCallback callback, Promise<Void> stored) {}

    private final Vertx vertx;
    private final CallbackStore store;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger writers = new AtomicInteger();

    Inbox(Vertx vertx, CallbackStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    /** Completes when the callback is durably stored, or was before. */
    Future<Void> store(ReceivedCallback callback) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(Problem.UNAVAILABLE.here());
        }
        Promise<Void> stored = Promise.promise();
        queue.add(new Waiting(callback, stored));
        write();
        return stored.future();
    }

    private void write() {
        if (writers.incrementAndGet() > WRITERS) {
            writers.decrementAndGet();
            return;
        }
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next = queue.poll(); next != null; next = batch.size() < LARGEST_BATCH ? queue.poll() : null) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            writers.decrementAndGet();
            writeRest();
            return;
        }
        waiting.addAndGet(-batch.size());
        store.insert(batch.stream().map(Waiting::callback).toList()).onComplete(written -> {
            writers.decrementAndGet();
            if (written.succeeded()) {
                batch.forEach(item -> item.stored().complete());
                CALLBACKS_READY.publish(vertx, new CallbacksReady());
            } else {
                batch.forEach(item -> item.stored().fail(written.cause()));
            }
            writeRest();
        });
    }

    /** What came in while no writer was free. */
    private void writeRest() {
        if (!queue.isEmpty()) {
            write();
        }
    }
}
