package com.plugipay.bench;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waiting, as only a benchmark's main thread may. */
public final class Blocking {
    private Blocking() {}

    public static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.MINUTES);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
