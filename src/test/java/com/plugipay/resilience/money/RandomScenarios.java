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

/** A number of stories, of which some are played at a time. */
final class RandomScenarios {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final IntFunction<RandomScenario> story;
    private final int number;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final List<CompletableFuture<Void>> tellers;

    private RandomScenarios(int number, int atOnce, IntFunction<RandomScenario> story) {
        this.number = number;
        this.story = story;
        Executor threads = task -> Thread.ofVirtual().start(task);
        this.tellers = IntStream.range(0, atOnce)
                .mapToObj(i -> CompletableFuture.runAsync(this::tell, threads))
                .toList();
    }

    static RandomScenarios start(int number, int atOnce, IntFunction<RandomScenario> story) {
        return new RandomScenarios(number, atOnce, story);
    }

    /** Waits until so many have come to their end. */
    void awaitTold(int enough) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        told.get() >= enough || tellers.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        tellers.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    void awaitAll() {
        CompletableFuture.allOf(tellers.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void tell() {
        for (int i = next.getAndIncrement(); i < number; i = next.getAndIncrement()) {
            story.apply(i).play();
            told.incrementAndGet();
        }
    }
}
