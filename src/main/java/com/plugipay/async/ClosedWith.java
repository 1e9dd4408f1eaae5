package com.plugipay.async;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Closes what belongs to a Vert.x together with it. Vert.x ends its clients and threads by itself, but one that nobody closes
 * keeps its whole Vert.x in memory (5.0.12: their cleaners refer to it).
 */
public final class ClosedWith {
    private ClosedWith() {}

    /** Closes something when this Vert.x is closed; more than once does no harm. */
    public static void vertx(Vertx vertx, Supplier<Future<Void>> close) {
        vertx.deployVerticle(new VerticleBase() {
                    @Override
                    public Future<?> stop() {
                        return close.get();
                    }
                })
                .recover(over -> close.get().mapEmpty());
    }
}
