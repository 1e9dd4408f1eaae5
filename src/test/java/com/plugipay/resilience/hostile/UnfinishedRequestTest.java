package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A node with a heap of 192 MB and clients that begin requests and never end them. It continues to serve. */
@ResourceLock(ChildProcess.MACHINE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class UnfinishedRequestTest {
    private static final int CONNECTIONS = 1_500;

    /** So many that what the refused ones have sent would exhaust the memory, if it stayed there until they are closed. */
    private static final int CONNECTIONS_WITH_BODIES = 4_000;

    /** More bodies than one address may have unanswered in such a heap, which are 24: a quarter of an eighth of it. */
    private static final int OF_ONE_ADDRESS = 40;

    /** Enough for a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String CUT = "plugipay_requests_cut_total{reason=\"bytes\"}";
    private static final String HELD = "plugipay_unanswered_bytes";
    private static final String LENGTH = "Host: x\r\nContent-Type: application/json\r\nContent-Length: 262144\r\n\r\n";
    private static final byte[] LARGE = "x".repeat(250 * 1024).getBytes(StandardCharsets.US_ASCII);

    @SuppressWarnings("NullAway.Init")
    private GatewayProcess gateway;

    @BeforeAll
    void start() {
        gateway =
                GatewayProcess.start(TestDatabase.create(), Map.of("PLUGIPAY_CONNECTIONS_REQUEST_TIMEOUT_MS", "20000"));
        gateway.connectBankTransfer();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void bodiesWithoutEndDoNotExhaustTheMemory() {
        try (HostileConnections strangers = new HostileConnections(gateway.port())) {
            strangers.rush(
                    CONNECTIONS_WITH_BODIES,
                    List.of(
                            "POST /v1/public/checkout/sessions/sess_1/charge HTTP/1.1\r\n" + LENGTH,
                            "POST /v1/customers HTTP/1.1\r\nAuthorization: Bearer pk_test_none_x\r\n" + LENGTH,
                            "POST /v1/inbound-webhooks/xendit/ws_1 HTTP/1.1\r\n" + LENGTH,
                            "POST /c/sess_1/proof HTTP/1.1\r\n" + LENGTH,
                            "POST /c/sess_1/charge HTTP/1.1\r\n"
                                    + LENGTH.replace("application/json", "application/x-www-form-urlencoded"),
                            "POST /c/sess_1/charge HTTP/1.1\r\n" + LENGTH),
                    LARGE);
            servesOn(strangers, CONNECTIONS_WITH_BODIES);
        }
        holdsNothing();
    }

    @Test
    void tooManyBodiesOfOneAddressAreRefusedAndCountedWhileOthersAreServed() {
        List<RawConnection> connections = IntStream.range(0, OF_ONE_ADDRESS)
                .mapToObj(i -> RawConnection.from("127.0.0.3", gateway.port()))
                .toList();
        List<CompletableFuture<String>> answers = connections.stream()
                .map(connection ->
                        CompletableFuture.supplyAsync(() -> sendLarge(connection), Thread.ofVirtual()::start))
                .toList();

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(answers.stream()
                                .filter(CompletableFuture::isDone)
                                .map(CompletableFuture::join))
                        .anySatisfy(answer -> assertThat(answer)
                                .startsWith("HTTP/1.1 503 ")
                                .contains("\"code\":\"unavailable\"", "Retry-After: 1")
                                .containsIgnoringCase("connection: close")));
        assertThat(metric(CUT)).isPositive();
        assertThat(answers).as("those whose bodies are kept").anyMatch(answer -> !answer.isDone());
        gateway.api().post("/v1/customers", "{\"name\":\"Sri\"}").expect(201);

        connections.forEach(RawConnection::close);
        holdsNothing();
    }

    /**
     * Returns the response to the beginning of a large body; empty when the connection was closed before it could be read.
     */
    private static String sendLarge(RawConnection connection) {
        try {
            return connection
                    .send("POST /v1/public/checkout/sessions/sess_1/charge HTTP/1.1\r\n" + LENGTH)
                    .send(LARGE)
                    .readAll();
        } catch (IOException cut) {
            return "";
        }
    }

    @Test
    void headersWithoutEndDoNotExhaustTheMemory() {
        String head = "GET / HTTP/1.1\r\n" + "a:b\r\n".repeat(1_600);
        try (HostileConnections strangers = new HostileConnections(gateway.port())) {
            servesOn(strangers.rush(CONNECTIONS, List.of(head), new byte[0]), CONNECTIONS);
        }
        try (HostileConnections strangers = new HostileConnections(gateway.port())) {
            servesOn(strangers.rush(CONNECTIONS, List.of("GET /" + "x".repeat(8_000)), new byte[0]), CONNECTIONS);
        }
        holdsNothing();
    }

    @Test
    void completeHeadersWithoutBodiesDoNotExhaustTheMemory() {
        String head = "POST /v1/public/checkout/sessions/sess_1/charge HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n"
                + ("X: " + "x".repeat(100) + "\r\n").repeat(75) + "\r\n";
        try (HostileConnections strangers = new HostileConnections(gateway.port())) {
            servesOn(strangers.rush(CONNECTIONS, List.of(head), new byte[0]), CONNECTIONS);
            // A heap of 192 MB, of which an eighth.
            assertThat(metric(HELD)).isBetween(1.0, 24.0 * 1024 * 1024);
        }
        holdsNothing();
    }

    @Test
    void aClientThatSendsTooSlowlyIsCutOff() {
        String body =
                "POST /v1/public/checkout/sessions/sess_1/charge HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n";
        for (String head : List.of(body, "GET / HTTP/1.1\r\nX: ")) {
            try (HostileConnections strangers = new HostileConnections(gateway.port()).trickle(50, head)) {
                servesOn(strangers, 50);
                Awaitility.await().atMost(PATIENCE).until(() -> metric("plugipay_connections") < 10);
            }
        }
    }

    private void servesOn(HostileConnections strangers, int count) {
        // Each of these clients has sent everything, or was refused or cut off.
        Awaitility.await().atMost(PATIENCE).until(() -> strangers.sent() == count);
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> gateway.manage("/ready").status() == 200);
        Api api = gateway.api();
        for (int i = 0; i < 40; i++) {
            String created =
                    api.post("/v1/customers", "{\"name\":\"Sri\"}").expect(201).id();
            api.get("/v1/customers/" + created).expect(200);
        }
        assertThat(gateway.process().isAlive()).as(gateway.process().printed()).isTrue();
        assertThat(gateway.process().printed()).doesNotContain("OutOfMemory");
        assertThat(gateway.manage("/live").status()).isEqualTo(200);
    }

    /** Closed connections hold no bytes, and the count is never negative. */
    private void holdsNothing() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metric(HELD)).isZero());
    }

    private double metric(String name) {
        return Management.metric(gateway.managementUrl(), name);
    }
}
