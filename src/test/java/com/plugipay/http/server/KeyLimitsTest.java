package com.plugipay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The requests of one key are limited, separately for reads, writes and exports; each response says how many are left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyLimitsTest {
    private static final LimitsConfig LIMITS =
            new LimitsConfig(100_000, 100_000, 100_000, 3, 2, 1, 100_000, 100_000, 100_000, 100);
    private static final int READS = 30;
    private static final int WRITES = 20;
    private static final int EXPORTS = 10;

    private final long begin = Instant.now().getEpochSecond();
    private TestGateway gateway = TestGateway.shared();

    @BeforeAll
    void start() {
        gateway = TestGateway.start(TestDatabase.create(), LIMITS);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void everyResponseToAKeyReportsTheRemainingRequests() {
        Api api = merchant();
        assertSays(api.post("/v1/customers", "{}").expect(201), WRITES);
        assertSays(api.post("/v1/customers", "{\"nmae\":1}").expect(400), WRITES);
        assertSays(api.post("/v1/customers", "[").expect(400), WRITES);
        assertSays(api.get("/v1/customers/cus_none").expect(404), READS);
        assertSays(api.get("/api/v1/customers/cus_none").expect(404), READS);
        assertSays(api.get("/v1/customers?limit=1").expect(200), EXPORTS);
        assertSays(api.delete("/v1/customers/cus_none").expect(404), WRITES);
        assertSays(api.post("/v1/customers", "{}", "again").expect(201), WRITES);
        Answer replayed = api.post("/v1/customers", "{}", "again").expect(201);
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        assertSays(replayed, WRITES);
    }

    @Test
    void tooManyRequestsGetTheTimeToWait() {
        Api api = merchant();
        Answer limited = exhaust(() -> api.get("/v1/customers/cus_none"), READS);
        limited.expect(429, "rate_limited");
        assertThat(limited.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(limited.header("X-RateLimit-Limit")).isEqualTo(String.valueOf(READS));
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isPositive();

        // The limits of the other kinds, and of the other mode of the same workspace, are unused.
        api.get("/v1/customers").expect(200);
        api.post("/v1/customers", "{}").expect(201);
    }

    @Test
    void eachKeyOfAWorkspaceHasItsOwnLimits() {
        WorkspaceCommand.Created created = gateway.workspace();
        Api test = Api.of(gateway, created.test());
        exhaust(() -> test.get("/v1/customers/cus_none"), READS).expect(429);
        test.with(created.live()).get("/v1/customers/cus_none").expect(404);
    }

    @Test
    void listsAndFilesHaveTheirOwnLimit() {
        Api api = merchant();
        exhaust(() -> api.get("/v1/customers"), EXPORTS).expect(429, "rate_limited");
        exhaust(() -> api.get("/v1/payments"), EXPORTS).expect(429, "rate_limited");
        api.get("/v1/customers/cus_none").expect(404);
    }

    @Test
    void aRefusalIsNotStoredUnderTheIdempotencyKey() {
        Api api = merchant();
        exhaust(() -> api.post("/v1/customers", "{}", "later"), WRITES).expect(429);
        // A request may be allowed again at any moment: this finds a key whose only request was refused.
        String refused = Stream.generate(() -> "refused-" + UUID.randomUUID())
                .limit(20L * WRITES)
                .filter(key -> create(api, key).status() == 429)
                .findFirst()
                .orElseThrow();
        Answer made = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> create(api, refused), answer -> answer.status() != 429)
                .expect(201);
        assertThat(made.header("Idempotent-Replayed")).isEmpty();
    }

    private static Answer create(Api api, String idempotencyKey) {
        return api.post("/v1/customers", "{\"name\":\"Ani\"}", idempotencyKey);
    }

    private Api merchant() {
        return Api.of(gateway, gateway.workspace().test());
    }

    private void assertSays(Answer answer, int limit) {
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo(String.valueOf(limit));
        assertThat(Integer.parseInt(answer.header("X-RateLimit-Remaining"))).isBetween(0, limit - 1);
        long now = Instant.now().getEpochSecond();
        assertThat(Long.parseLong(answer.header("X-RateLimit-Reset"))).isBetween(begin, now + 11);
    }

    /** The first refusal, which comes after about so many. */
    private static Answer exhaust(Supplier<Answer> request, int about) {
        return Stream.generate(request)
                .limit(20L * about)
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Never limited"));
    }
}
