package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A process that receives SIGTERM answers the requests in flight, accepts no new ones, and ends in time. */
@ResourceLock(ChildProcess.STARTS)
class GracefulShutdownTest {
    private static final int SIGTERM_EXIT = 143;
    private static final int IN_FLIGHT = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of the ten seconds that a statement may take. */
    private static final Duration HELD_FOR_LONG = Duration.ofSeconds(3);

    @Test
    void requestsInFlightAreAnsweredBeforeItEnds() throws Exception {
        DatabaseConfig database = TestDatabase.create();
        try (GatewayProcess gateway = GatewayProcess.start(database)) {
            Api api = gateway.api();
            List<CompletableFuture<Answer>> inFlight;
            long begun = System.nanoTime();
            try (HeldLock lock = HeldLock.onTable(database, "customers")) {
                inFlight = create(api, IN_FLIGHT);
                lock.awaitWaiting(IN_FLIGHT);
                gateway.process().signal("TERM");

                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> gateway.manage("/ready").status() == 503);
                assertThat(gateway.manage("/live").status()).isEqualTo(200);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> assertThatThrownBy(() -> connect(gateway.port()))
                                .isInstanceOf(ConnectException.class));
                assertThat(inFlight).noneMatch(CompletableFuture::isDone);
                assertThat(gateway.process().isAlive()).isTrue();
            }
            boolean isHeldForLong = System.nanoTime() - begun > HELD_FOR_LONG.toNanos();
            for (CompletableFuture<Answer> answer : inFlight) {
                // A slow machine may have kept them longer than a statement may take.
                assertThat(answer.join().status()).isIn(isHeldForLong ? List.of(201, 503) : List.of(201));
            }
            assertThat(gateway.process().awaitExit(PATIENCE))
                    .as(gateway.process().printed())
                    .isEqualTo(SIGTERM_EXIT);
        }
    }

    @Test
    void requestsThatCannotBeAnsweredDoNotKeepItRunning() throws Exception {
        DatabaseConfig database = TestDatabase.create();
        try (GatewayProcess gateway = GatewayProcess.start(database);
                HeldLock lock = HeldLock.onTable(database, "customers")) {
            List<CompletableFuture<Answer>> inFlight = create(gateway.api(), IN_FLIGHT);
            lock.awaitWaiting(IN_FLIGHT);
            gateway.process().signal("TERM");
            assertThat(gateway.process().awaitExit(PATIENCE)).isEqualTo(SIGTERM_EXIT);
            assertThat(inFlight).allMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void anIdleProcessEnds() {
        try (GatewayProcess gateway =
                GatewayProcess.start(TestDatabase.create(), Map.of("PLUGIPAY_SHUTDOWN_DRAIN_SECONDS", "1"))) {
            gateway.api().get("/v1/customers").expect(200);
            gateway.process().signal("TERM");
            assertThat(gateway.process().awaitExit(PATIENCE)).isEqualTo(SIGTERM_EXIT);
            assertThat(gateway.process().printed())
                    .contains("\"Draining\"", "\"Stopped\"")
                    .doesNotContain("Exception", "in flight");
        }
    }

    @Test
    void aProcessWhosePortIsInUseReportsThatAndEnds() throws Exception {
        DatabaseConfig database = TestDatabase.create();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildProcess process = ChildProcess.start(
                    "com.plugipay.Plugipay",
                    Map.of(
                            "PLUGIPAY_DATABASE_URL",
                            database.url(),
                            "PLUGIPAY_MASTER_KEYS",
                            MasterKeys.generate().reveal(),
                            "PLUGIPAY_HTTP_HOST",
                            "127.0.0.1",
                            "PLUGIPAY_HTTP_PORT",
                            String.valueOf(taken.getLocalPort()),
                            "PLUGIPAY_MANAGEMENT_HOST",
                            "127.0.0.1",
                            "PLUGIPAY_MANAGEMENT_PORT",
                            "0"));
            try {
                assertThat(process.awaitExit(PATIENCE)).isEqualTo(2);
                assertThat(process.printed())
                        .contains("Plugipay does not start: http.port: port " + taken.getLocalPort() + " is in use")
                        .doesNotContain("\tat ");
            } finally {
                process.kill();
            }
        }
    }

    private static List<CompletableFuture<Answer>> create(Api api, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> api.sendLater("POST", "/v1/customers", "{\"externalId\":\"" + i + "\"}", "key-" + i))
                .toList();
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
