package com.plugipay.resilience.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.Management;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Requests beyond the database's queue are refused at once instead of piling up. */
class FullQueueTest {
    private static final int CONNECTIONS = 2;
    private static final int QUEUED = 50 * CONNECTIONS;
    private static final int TOO_MANY = 250;
    private static final String ACTIVE = "vertx_http_server_active_requests{method=\"POST\"}";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void requestsBeyondTheQueueAreRefusedAtOnceAndSucceedLater() throws Exception {
        DatabaseConfig database = TestDatabase.create(CONNECTIONS);
        try (TestGateway gateway = TestGateway.start(database)) {
            Api api = gateway.merchant();
            List<CompletableFuture<Answer>> running;
            try (HeldLock lock = HeldLock.onTable(database, "customers")) {
                running = create(api, 0, CONNECTIONS);
                lock.awaitWaiting(CONNECTIONS);
                Awaitility.await("a refusal while those before it wait")
                        .atMost(PATIENCE)
                        .until(() -> isRefusedWhileOthersWait(gateway, api, running));
                assertThat(Management.get(gateway.managementUrl() + "/live").status())
                        .isEqualTo(200);
                assertThat(Management.get(gateway.managementUrl() + "/ready").status())
                        .isEqualTo(503);
            }
            for (CompletableFuture<Answer> answer : running) {
                // A slow machine may have kept them longer than a statement may take.
                assertThat(answer.join().status()).isIn(201, 503);
            }
            for (int i = 0; i < TOO_MANY; i++) {
                create(api, i).join().expect(201);
            }
            assertThat(Management.get(gateway.managementUrl() + "/ready").status())
                    .isEqualTo(200);
        }
    }

    /**
     * Fills the queue and sends more. A request waits for five seconds at most: on a machine that needs longer to fill the
     * queue, the first ones have given up before it is full. Nothing in the queue waits forever.
     */
    private static boolean isRefusedWhileOthersWait(
            TestGateway gateway, Api api, List<CompletableFuture<Answer>> running) throws Exception {
        List<CompletableFuture<Answer>> waiting = create(api, CONNECTIONS, CONNECTIONS + QUEUED);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> waiting.stream().anyMatch(CompletableFuture::isDone)
                        || Management.metric(gateway.managementUrl(), ACTIVE)
                                >= QUEUED
                                        + running.stream()
                                                .filter(answer -> !answer.isDone())
                                                .count());
        List<CompletableFuture<Answer>> refused = create(api, CONNECTIONS + QUEUED, TOO_MANY);
        boolean isAtOnce = CompletableFuture.anyOf(array(refused))
                .thenApply(first -> waiting.stream().noneMatch(CompletableFuture::isDone))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        List<CompletableFuture<Answer>> all =
                Stream.concat(waiting.stream(), refused.stream()).toList();
        CompletableFuture.allOf(array(all)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (CompletableFuture<Answer> each : all) {
            Answer answer = each.join().expect(503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
        return isAtOnce;
    }

    private static CompletableFuture<?>[] array(List<CompletableFuture<Answer>> answers) {
        return answers.toArray(CompletableFuture[]::new);
    }

    private static List<CompletableFuture<Answer>> create(Api api, int first, int end) {
        return IntStream.range(first, end).mapToObj(i -> create(api, i)).toList();
    }

    private static CompletableFuture<Answer> create(Api api, int i) {
        return api.sendLater("POST", "/v1/customers", "{\"externalId\":\"" + i + "\"}", "key-" + i);
    }
}
