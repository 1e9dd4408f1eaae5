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

/** Merchants who create customers one after the other and repeat failed requests; each customer is an event. */
final class CustomerLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Requests are always under way, but a slow machine does not create more customers than a fast one. */
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

    /** Each shop creates that many at a time, and a few more than are waited for, until {@link #finish}. */
    static CustomerLoad start(List<RetryingMerchant> shops, int atOnce) {
        return new CustomerLoad(shops, atOnce, AHEAD);
    }

    /** Lets the shops create that many together, and waits for them. */
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

    /** Waits until so many more are created, counting those that were created ahead. */
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

    /** Waits for the requests that have begun; gives how many customers there are. */
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
