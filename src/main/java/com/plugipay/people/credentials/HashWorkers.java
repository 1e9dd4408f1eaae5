package com.plugipay.people.credentials;

import com.plugipay.async.WorkerThreads;
import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for the slow hashes of passwords and recovery codes, half as many as there are cores: signing in never costs an event
 * loop anything, nor payments more than half of the machine. One for a node.
 */
public final class HashWorkers {
    /** A hash takes about 50 milliseconds and 19 MiB; whoever waits behind more of them has waited too long. */
    public static final int MOST_WAITING = 16;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WorkerExecutor workers;
    private final int most;
    private final AtomicInteger accepted = new AtomicInteger();

    public HashWorkers(Vertx vertx) {
        this(vertx, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    HashWorkers(Vertx vertx, int threads) {
        this.workers = WorkerThreads.of(vertx, "hashes", threads);
        this.most = threads + MOST_WAITING;
    }

    /** Runs a hash on a thread of its own; fails at once with {@link ErrorCode#UNAVAILABLE} when too many wait. */
    <T> Future<T> run(Callable<T> hash) {
        if (accepted.incrementAndGet() > most) {
            accepted.decrementAndGet();
            return Future.failedFuture(ErrorCode.UNAVAILABLE.exception().after(PAUSE));
        }
        return workers.executeBlocking(hash, false).onComplete(ended -> accepted.decrementAndGet());
    }
}
