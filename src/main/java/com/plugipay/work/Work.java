package com.plugipay.work;

import com.plugipay.async.Round;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * A piece of work that is done again and again, on each node.
 *
 * @param name what logs and metrics call it
 * @param every how often it looks for something to do; what was due while nobody ran is overdue at start
 * @param atOnce how many rounds run side by side on a node
 * @param nudges given a way to make it look at once, when it starts
 */
public record Work(
        String name,
        Duration every,
        int atOnce,
        BiFunction<Vertx, MeterRegistry, Round> rounds,
        BiConsumer<Vertx, Runnable> nudges) {

    private static final int BATCHES_LEFT = 8;

    /** Three works ask each provider, which has 32 connections by default: one account leaves some of them to the others. */
    private static final int ASKED_BY_ONE = 10;

    /** One round at a time, by the clock alone. */
    public static Work of(String name, Duration every, Round round) {
        return new Work(name, every, 1, (vertx, metrics) -> round, (vertx, nudge) -> {});
    }

    /** Due items, so many in a round and one round at a time, by the clock alone. */
    public static <T> Work due(String name, Duration every, int batch, DueWork<T> due) {
        return due(name, every, DueRounds.Limits.of(batch), due);
    }

    /** The same of items that ask others: those of an account that is slow to answer wait for each other only. */
    public static <T> Work asking(String name, Duration every, int batch, DueWork<T> due) {
        return due(name, every, new DueRounds.Limits(batch, batch * BATCHES_LEFT, ASKED_BY_ONE), due);
    }

    private static <T> Work due(String name, Duration every, DueRounds.Limits limits, DueWork<T> due) {
        return new Work(
                name,
                every,
                1,
                (vertx, metrics) -> new DueRounds<>(vertx, name, due, limits, metrics),
                (vertx, nudge) -> {});
    }

    /** The same with so many rounds side by side. */
    public Work atOnce(int rounds) {
        return new Work(name, every, rounds, this.rounds, nudges);
    }

    /** The same that also looks when it is nudged. */
    public Work nudgedBy(BiConsumer<Vertx, Runnable> nudging) {
        return new Work(name, every, atOnce, rounds, nudging);
    }
}
