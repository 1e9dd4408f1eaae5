package com.plugipay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies over 256 KiB are refused while they arrive, and the server keeps running. */
class LargeBodyTest {
    private static final int LIMIT = 256 * 1024;
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final String CHUNK = Integer.toHexString(1024) + "\r\n" + "x".repeat(1024) + "\r\n";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());

    @AfterEach
    void theServerLivesOn() {
        api.get("/v1/customers").expect(200);
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() {
        api.post("/v1/customers", padded(LIMIT)).expect(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * LIMIT, TEN_MEGABYTES})
    void aLargerBodyWithALengthIsRefused(int length) {
        api.raw(
                        "POST",
                        "/v1/customers",
                        padded(length).getBytes(StandardCharsets.UTF_8),
                        Map.of("Authorization", "Bearer " + api.key().key()))
                .expect(413, "payload_too_large");
    }

    @Test
    void aLargerLengthIsRefusedBeforeTheBodyIsSent() throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            String answer =
                    connection.send(head("Content-Length: " + TEN_MEGABYTES)).readAll();
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"payload_too_large\"", "X-Request-Id: req_");
        }
    }

    @Test
    void aLargerBodyInChunksIsRefused() throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            connection.send(head("Transfer-Encoding: chunked")).send(CHUNK.repeat(LIMIT / 1024 + 1));
            assertThat(connection.readAll()).startsWith("HTTP/1.1 413 ").contains("\"payload_too_large\"");
        }
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            connection.send(head("Transfer-Encoding: chunked"));
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> !isTaken(connection));
        }
    }

    @Test
    void manyLargeBodiesAtATimeAreRefused() {
        byte[] body = padded(TEN_MEGABYTES).getBytes(StandardCharsets.UTF_8);
        IntStream.range(0, 8)
                .parallel()
                .forEach(i -> api.raw(
                                "POST",
                                "/v1/customers",
                                body,
                                Map.of("Authorization", "Bearer " + api.key().key()))
                        .expect(413, "payload_too_large"));
    }

    private static boolean isTaken(RawConnection connection) {
        try {
            connection.send(CHUNK.repeat(100));
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private String head(String length) {
        return "POST /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + api.key().key() + "\r\n" + length + "\r\n\r\n";
    }

    private static String padded(int length) {
        return "{\"name\":\"A\"}" + " ".repeat(length - 12);
    }
}
