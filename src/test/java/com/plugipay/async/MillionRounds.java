package com.plugipay.async;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/** A million rounds in a cold JVM with a small heap: of completed futures, or of some that complete later. */
final class MillionRounds {
    private static final int ROUNDS = 1_000_000;

    private MillionRounds() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        boolean later = arguments[0].equals("later");
        AtomicInteger done = new AtomicInteger();
        Rounds.whileMore(() -> {
                    boolean more = done.incrementAndGet() < ROUNDS;
                    return later ? later(vertx, more) : Future.succeededFuture(more);
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.exit(done.get() == ROUNDS ? 0 : 1);
    }

    private static Future<Boolean> later(Vertx vertx, boolean more) {
        Promise<Boolean> promise = Promise.promise();
        vertx.runOnContext(go -> promise.complete(more));
        return promise.future();
    }
}
