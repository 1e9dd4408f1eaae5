package com.plugipay.resilience.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many requests of one workspace wait for each other and delay no other workspace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // two crowds at once would have all of the pool
class WorkspaceFairnessTest {
    private static final int POOL_SIZE = 10;
    private static final int OF_ONE = 8;
    private static final int CROWD = 256;
    private static final int REQUESTS = 40;
    private static final int LIFTED = 1_000_000;

    private final DatabaseConfig database = TestDatabase.create(POOL_SIZE);
    private TestGateway gateway = TestGateway.shared();

    @BeforeAll
    void start() {
        gateway = TestGateway.start(
                database,
                new LimitsConfig(
                        LIFTED,
                        LIFTED,
                        LIFTED,
                        LIFTED,
                        LIFTED,
                        LIFTED,
                        LIFTED,
                        LIFTED,
                        100_000,
                        100 * OF_ONE / POOL_SIZE));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    /** All connections that the keys of one workspace may use wait for a lock, and their other requests wait for these. */
    @Test
    void manyBlockedRequestsOfOneWorkspaceDelayNoOtherAndNoMember() throws Exception {
        Created created = gateway.workspace();
        Api loud = Api.of(gateway, created.test());
        PersonClient member = PersonClient.owner(gateway, "owner@loud.example", created.workspace());
        Api quiet = gateway.merchant();
        String session = session(quiet).expect(201).id();
        List<CompletableFuture<Answer>> crowd = new ArrayList<>();
        String customer = loud.post("/v1/customers", "{}").expect(201).id();
        try (HeldLock lock = HeldLock.onRow(database, "customers", customer)) {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(loud.sendLater("PATCH", "/v1/customers/" + customer, "{\"name\":\"Ani " + i + "\"}", null));
            }
            lock.awaitWaiting(OF_ONE);

            for (int i = 0; i < 10; i++) {
                session(quiet).expect(201);
                quiet.get("/v1/checkout-sessions/" + session).expect(200);
                quiet.get("/v1/payments").expect(200);
                page(quiet, session).expect(200);
                assertThat(member.get("/dashboard/customers").status()).isEqualTo(200);
            }
        }
        assertThat(crowd.stream().map(CompletableFuture::join).map(Answer::status))
                .contains(200)
                .allMatch(status -> status == 200 || status == 409 || status == 503);
    }

    /** A wait is measured by the number of responses that the crowd gets meanwhile, not by time. */
    @Test
    void manyRequestsOfOneWorkspaceDelayNoOther() throws Exception {
        slowDownCustomers();
        Api loud = gateway.merchant();
        Api quiet = gateway.merchant();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicLong served = new AtomicLong();
        List<Future<?>> crowd = new ArrayList<>();
        Queue<Long> waitsOfLoud = new ConcurrentLinkedQueue<>();
        Queue<Long> waitsOfQuiet = new ConcurrentLinkedQueue<>();
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(connections.submit(() -> {
                    while (!stopped.get()) {
                        long before = served.get();
                        if (loud.post("/v1/customers", "{}").status() == 201) {
                            waitsOfLoud.add(served.getAndIncrement() - before);
                        }
                    }
                }));
            }
            try {
                Awaitility.await().until(() -> served.get() > CROWD);
                for (int i = 0; i < REQUESTS; i++) {
                    long before = served.get();
                    session(quiet).expect(201);
                    waitsOfQuiet.add(served.get() - before);
                }
            } finally {
                stopped.set(true);
            }
        }
        for (Future<?> connection : crowd) {
            connection.get();
        }
        assertThat(median(waitsOfQuiet)).isLessThan(median(waitsOfLoud) / 2);
    }

    /** Makes the database the bottleneck of the crowd, also on a slow machine. */
    private void slowDownCustomers() throws SQLException {
        try (Connection connection = TestDatabase.open(database);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create function slow_down() returns trigger language plpgsql as
                    $$ begin perform pg_sleep(0.05); return new; end $$;
                    create trigger slow_down before insert on customers for each row execute function slow_down()""");
        }
    }

    private static long median(Collection<Long> counts) {
        return counts.stream().sorted().skip(counts.size() / 2).findFirst().orElseThrow();
    }

    private static Answer session(Api api) {
        return api.post("/v1/checkout-sessions", """
                {"amount":51000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""");
    }

    private static Answer page(Api api, String session) {
        return api.raw("GET", "/c/" + session, new byte[0], Map.of());
    }
}
