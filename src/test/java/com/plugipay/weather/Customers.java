package com.plugipay.weather;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Merchants who make customers, one after the other, and insist on each: every one of them is an event. */
final class Customers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int enough;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final List<CompletableFuture<Void>> makers;
    private volatile boolean over;

    private Customers(List<Shop> shops, int atOnce, int enough) {
        this.enough = enough;
        Executor threads = task -> Thread.ofVirtual().start(task);
        this.makers = IntStream.range(0, atOnce * shops.size())
                .mapToObj(i -> CompletableFuture.runAsync(() -> make(shops.get(i % shops.size())), threads))
                .toList();
    }

    /** Each shop makes that many at once, until they are told to finish. */
    static Customers start(List<Shop> shops, int atOnce) {
        return new Customers(shops, atOnce, Integer.MAX_VALUE);
    }

    /** The shops make that many together, and it waits for them. */
    static void make(List<Shop> shops, int atOnce, int number) {
        Customers customers = new Customers(shops, atOnce, number);
        customers.awaitAll();
    }

    private void make(Shop shop) {
        for (int i = begun.getAndIncrement(); i < enough && !over; i = begun.getAndIncrement()) {
            shop.insist("POST", "/v1/customers", "{\"name\":\"Sri " + i + "\"}", "customer-" + i)
                    .expect(201);
            made.incrementAndGet();
        }
    }

    /** Waits until so many more are made. */
    void awaitMade(int more) {
        int target = made.get() + more;
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() ->
                        made.get() >= target || makers.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        makers.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    /** Lets those come to their end that were begun; gives how many there are. */
    int finish() {
        over = true;
        awaitAll();
        return made.get();
    }

    private void awaitAll() {
        CompletableFuture.allOf(makers.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
