package com.plugipay.resilience.money;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Runs a number of scenarios, some at a time. */
final class RandomScenarios {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final IntFunction<RandomScenario> scenario;
    private final int number;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final List<CompletableFuture<Void>> runners;

    private RandomScenarios(int number, int atOnce, IntFunction<RandomScenario> scenario) {
        this.number = number;
        this.scenario = scenario;
        Executor threads = task -> Thread.ofVirtual().start(task);
        this.runners = IntStream.range(0, atOnce)
                .mapToObj(i -> CompletableFuture.runAsync(this::runAll, threads))
                .toList();
    }

    static RandomScenarios start(int number, int atOnce, IntFunction<RandomScenario> scenario) {
        return new RandomScenarios(number, atOnce, scenario);
    }

    /** Waits until so many have ended. */
    void awaitFinished(int enough) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> finished.get() >= enough
                        || runners.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        runners.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    void awaitAll() {
        CompletableFuture.allOf(runners.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void runAll() {
        for (int i = next.getAndIncrement(); i < number; i = next.getAndIncrement()) {
            scenario.apply(i).run();
            finished.incrementAndGet();
        }
    }
}
