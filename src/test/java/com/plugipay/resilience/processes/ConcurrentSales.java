package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Merchants who repeat their requests: each sale is a customer, a session and its confirmation, every request is sent under
 * its own key until it succeeds, and two merchants make the same sale at the same time.
 *
 * <p>Each request must succeed, get 503 as the contract describes it, or lose its connection.
 */
public final class ConcurrentSales {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Supplier<Api> api;
    private final Runnable connectionLost;
    private final AtomicInteger sales = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Map<Request, Answer> answers = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Void>> clients;
    private volatile boolean over;

    private record Request(String target, String body, String key) {}

    private ConcurrentSales(Supplier<Api> api, Runnable connectionLost, int clients) {
        this.api = api;
        this.connectionLost = connectionLost;
        Executor threads = task -> Thread.ofVirtual().start(task);
        this.clients = IntStream.range(0, clients)
                .mapToObj(i -> CompletableFuture.runAsync(this::sell, threads))
                .toList();
    }

    /** Starts that many clients; {@code connectionLost} waits until another try makes sense. */
    public static ConcurrentSales start(Supplier<Api> api, Runnable connectionLost, int clients) {
        return new ConcurrentSales(api, connectionLost, clients);
    }

    /** Waits until so many more requests have succeeded. */
    public void awaitAnswers(int more) {
        await(answered, more);
    }

    /** Waits until so many more requests have been refused with 503. */
    public void awaitRefusals(int more) {
        await(refused, more);
    }

    private void await(AtomicInteger counter, int more) {
        int enough = counter.get() + more;
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> counter.get() >= enough
                        || clients.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        clients.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    /** Waits for the end of every sale that has begun. */
    public void finish() {
        over = true;
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Repeats every request: each response must equal the first one byte for byte. */
    public void repeat() {
        answers.forEach((request, first) -> {
            Answer again = api.get().send("POST", request.target(), request.body(), request.key());
            requireSame(request, first, again);
            assertThat(again.header("Idempotent-Replayed")).as(request.key()).isEqualTo("true");
        });
    }

    /** How many different requests there were. */
    public int requests() {
        return answers.size();
    }

    /** How many of the answers were the second to the same request. */
    public int repeated() {
        return repeated.get();
    }

    public int sales() {
        return requests() / 3;
    }

    private void sell() {
        while (!over) {
            int sale = sales.getAndIncrement() / 2;
            Answer customer =
                    insist(new Request("/v1/customers", "{\"externalId\":\"" + sale + "\"}", "customer-" + sale));
            Answer session = insist(new Request("/v1/checkout-sessions", session(customer.id()), "session-" + sale));
            Answer paid =
                    insist(new Request("/v1/checkout-sessions/" + session.id() + "/confirm", "", "confirm-" + sale));
            assertThat(paid.text("status")).isEqualTo("complete");
        }
    }

    private static String session(String customerId) {
        return """
                {"amount":150000,"currency":"IDR","customerId":"%s","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/back"}""".formatted(customerId);
    }

    private Answer insist(Request request) {
        while (true) {
            try {
                Answer answer = api.get()
                        .sendLater("POST", request.target(), request.body(), request.key())
                        .join();
                if (answer.status() == 503) {
                    answer.expect(503, "unavailable");
                    assertThat(answer.header("Retry-After")).isEqualTo("1");
                    refused.incrementAndGet();
                } else {
                    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
                    Answer first = answers.putIfAbsent(request, answer);
                    if (first != null) {
                        requireSame(request, first, answer);
                        repeated.incrementAndGet();
                    }
                    answered.incrementAndGet();
                    return answer;
                }
            } catch (CompletionException cut) {
                if (!(cut.getCause() instanceof IOException)) {
                    throw cut;
                }
                connectionLost.run();
            }
        }
    }

    private static void requireSame(Request request, Answer first, Answer again) {
        assertThat(again.status()).as(request.key()).isEqualTo(first.status());
        assertThat(again.body()).as(request.key()).isEqualTo(first.body());
        assertThat(again.header("X-Request-Id")).as(request.key()).isEqualTo(first.header("X-Request-Id"));
    }
}
