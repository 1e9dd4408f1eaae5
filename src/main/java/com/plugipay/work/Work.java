package com.plugipay.work;

import com.plugipay.async.Round;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Periodic work of each node.
 *
 * @param name its name in logs and metrics
 * @param every the interval of its rounds; work that fell due while no node was running is done at start
 * @param atOnce how many rounds run concurrently on a node
 * @param nudges is called at start with a way to start a round at once
 */
public record Work(
        String name,
        Duration every,
        int atOnce,
        BiFunction<Vertx, MeterRegistry, Round> rounds,
        BiConsumer<Vertx, Runnable> nudges) {

    private static final int BATCHES_RUNNING = 8;

    /** Three kinds of work share the 32 connections to each provider: one account does not use them all. */
    private static final int CALLS_OF_WORKSPACE = 10;

    /** Work with one round at a time, only started by the clock. */
    public static Work of(String name, Duration every, Round round) {
        return new Work(name, every, 1, (vertx, metrics) -> round, (vertx, nudge) -> {});
    }

    /** Work on due items with one round at a time, only started by the clock; {@code batch} items in a round. */
    public static <T> Work due(String name, Duration every, int batch, DueWork<T> due) {
        return due(name, every, DueRounds.Limits.of(batch), due);
    }

    /** The same for items that call providers or mail servers: those of a workspace that take long delay only each other. */
    public static <T> Work callingProviders(String name, Duration every, int batch, DueWork<T> due) {
        return due(name, every, new DueRounds.Limits(batch, batch * BATCHES_RUNNING, CALLS_OF_WORKSPACE), due);
    }

    /** The same with these limits. */
    public static <T> Work due(String name, Duration every, DueRounds.Limits limits, DueWork<T> due) {
        return new Work(
                name,
                every,
                1,
                (vertx, metrics) -> new DueRounds<>(vertx, name, due, limits, metrics),
                (vertx, nudge) -> {});
    }

    /** The same with that many concurrent rounds. */
    public Work atOnce(int rounds) {
        return new Work(name, every, rounds, this.rounds, nudges);
    }

    /** The same, whose rounds are also started by nudges. */
    public Work nudgedBy(BiConsumer<Vertx, Runnable> nudging) {
        return new Work(name, every, atOnce, rounds, nudging);
    }
}
