package com.plugipay.async;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** Threads for work that would hold up an event loop. */
public final class WorkerThreads {
    private WorkerThreads() {}

    /** So many threads of that name; everybody who asks a Vert.x for the name gets the same. They end with it. */
    public static WorkerExecutor of(Vertx vertx, String name, int threads) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(name, threads);
        ClosedWith.vertx(vertx, workers::close);
        return workers;
    }
}
