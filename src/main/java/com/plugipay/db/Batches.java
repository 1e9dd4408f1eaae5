package com.plugipay.db;

import com.plugipay.async.Rounds;
import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Writes items in batches: items that arrive while others are written form the next batch, and an item that arrives alone
 * is written at once. Bounded: items beyond the limit fail with {@link ErrorCode#UNAVAILABLE}.
 */
public final class Batches<T> {
    private final Limits limits;
    private final Function<List<T>, Future<?>> write;
    private final Queue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger writers = new AtomicInteger();

    /** @param write writes one batch; its result is that of all items of the batch */
    public Batches(Limits limits, Function<List<T>, Future<?>> write) {
        this.limits = limits;
        this.write = write;
    }

    /** The largest batch, how many batches are written at once, and how many items may wait. */
    public record Limits(int largestBatch, int writers, int mostWaiting) {}

    private record Waiting<T>(T item, Promise<Void> written) {}

    /** Completes when the item is written. */
    public Future<Void> add(T item) {
        if (waiting.incrementAndGet() > limits.mostWaiting()) {
            waiting.decrementAndGet();
            return Future.failedFuture(ErrorCode.UNAVAILABLE.exception());
        }
        Promise<Void> written = Promise.promise();
        queue.add(new Waiting<>(item, written));
        if (begin()) {
            Rounds.whileMore(this::writeSome);
        }
        return written.future();
    }

    /** Gives whether this writer continues. The items of a batch that fails fail with it. */
    private Future<Boolean> writeSome() {
        List<Waiting<T>> batch = take();
        if (batch.isEmpty()) {
            writers.decrementAndGet();
            // Items may have arrived while no writer was free.
            return Future.succeededFuture(!queue.isEmpty() && begin());
        }
        return Future.succeededFuture(batch.stream().map(Waiting::item).toList())
                .compose(items -> write.apply(items).mapEmpty())
                .transform(written -> {
                    batch.forEach(item -> {
                        if (written.succeeded()) {
                            item.written().complete();
                        } else {
                            item.written().fail(written.cause());
                        }
                    });
                    return Future.succeededFuture(true);
                });
    }

    private boolean begin() {
        int before = writers.getAndUpdate(busy -> Math.min(busy + 1, limits.writers()));
        return before < limits.writers();
    }

    private List<Waiting<T>> take() {
        List<Waiting<T>> batch = new ArrayList<>();
        while (batch.size() < limits.largestBatch()) {
            Waiting<T> next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }
}
