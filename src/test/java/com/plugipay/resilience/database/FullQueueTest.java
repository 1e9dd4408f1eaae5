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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** More requests than the database can take are told so at once; they do not pile up. */
class FullQueueTest {
    private static final int CONNECTIONS = 2;
    private static final int QUEUED = 50 * CONNECTIONS;
    private static final int TOO_MANY = 250;
    private static final String ACTIVE = "vertx_http_server_active_requests{method=\"POST\"}";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whatTheQueueCannotHoldIsRefusedAtOnceAndLaterSucceeds() throws Exception {
        DatabaseConfig database = new DatabaseConfig(TestDatabase.create().url(), CONNECTIONS, true);
        try (TestGateway gateway = TestGateway.start(database)) {
            Api api = gateway.merchant();
            List<CompletableFuture<Answer>> running = new ArrayList<>();
            List<CompletableFuture<Answer>> waiting = new ArrayList<>();
            List<CompletableFuture<Answer>> refused = new ArrayList<>();
            try (HeldLock lock = HeldLock.onTable(database, "customers")) {
                for (int i = 0; i < CONNECTIONS; i++) {
                    running.add(create(api, i));
                }
                lock.awaitWaiting(CONNECTIONS);
                for (int i = CONNECTIONS; i < CONNECTIONS + QUEUED; i++) {
                    waiting.add(create(api, i));
                }
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> assertThat(Management.metric(gateway.managementUrl(), ACTIVE))
                                .isGreaterThanOrEqualTo(CONNECTIONS + QUEUED));
                for (int i = CONNECTIONS + QUEUED; i < TOO_MANY; i++) {
                    refused.add(create(api, i));
                }
                CompletableFuture<Boolean> isAtOnce = CompletableFuture.anyOf(array(refused))
                        .thenApply(first -> waiting.stream().noneMatch(CompletableFuture::isDone));
                assertThat(isAtOnce.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("it is refused while those before it wait")
                        .isTrue();
                assertThat(Management.get(gateway.managementUrl() + "/live").status())
                        .isEqualTo(200);
                // And those in the queue do not wait forever either.
                List<CompletableFuture<Answer>> all =
                        Stream.concat(waiting.stream(), refused.stream()).toList();
                CompletableFuture.allOf(array(all)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                for (CompletableFuture<Answer> each : all) {
                    Answer answer = each.join().expect(503, "unavailable");
                    assertThat(answer.header("Retry-After")).isEqualTo("1");
                }
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

    private static CompletableFuture<?>[] array(List<CompletableFuture<Answer>> answers) {
        return answers.toArray(CompletableFuture[]::new);
    }

    private static CompletableFuture<Answer> create(Api api, int i) {
        return api.sendLater("POST", "/v1/customers", "{\"externalId\":\"" + i + "\"}", "key-" + i);
    }
}
