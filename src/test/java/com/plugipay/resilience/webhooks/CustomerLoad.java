package com.plugipay.resilience.webhooks;

import com.plugipay.resilience.processes.RetryingMerchant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Merchants who make customers, one after the other, and insist on each: every one of them is an event. */
final class CustomerLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Something is being made at every moment, and yet not the more, the longer a slow machine needs for the rest. */
    private static final int AHEAD = 20;

    private final Semaphore allowed;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final List<CompletableFuture<Void>> makers;
    private int wanted;
    private volatile boolean over;

    private CustomerLoad(List<RetryingMerchant> shops, int atOnce, int ahead) {
        this.allowed = new Semaphore(ahead);
        Executor threads = task -> Thread.ofVirtual().start(task);
        this.makers = IntStream.range(0, atOnce * shops.size())
                .mapToObj(i -> CompletableFuture.runAsync(() -> make(shops.get(i % shops.size())), threads))
                .toList();
    }

    /** Each shop makes that many at once, a few more than are waited for, until they are told to finish. */
    static CustomerLoad start(List<RetryingMerchant> shops, int atOnce) {
        return new CustomerLoad(shops, atOnce, AHEAD);
    }

    /** The shops make that many together, and it waits for them. */
    static void make(List<RetryingMerchant> shops, int atOnce, int number) {
        CustomerLoad customers = new CustomerLoad(shops, atOnce, 0);
        customers.awaitMade(number);
        customers.finish();
    }

    private void make(RetryingMerchant shop) {
        allowed.acquireUninterruptibly();
        while (!over) {
            int number = numbers.getAndIncrement();
            shop.insist("POST", "/v1/customers", "{\"name\":\"Sri " + number + "\"}", "customer-" + number)
                    .expect(201);
            made.incrementAndGet();
            allowed.acquireUninterruptibly();
        }
    }

    /** Waits until so many more are made, with those that were made ahead. */
    void awaitMade(int more) {
        wanted += more;
        allowed.release(more);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() ->
                        made.get() >= wanted || makers.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        makers.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    /** Lets those come to their end that were begun; gives how many there are. */
    int finish() {
        over = true;
        allowed.release(makers.size());
        awaitAll();
        return made.get();
    }

    private void awaitAll() {
        CompletableFuture.allOf(makers.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
