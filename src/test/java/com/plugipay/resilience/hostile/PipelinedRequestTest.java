package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.net.SocketException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that are sent before earlier ones are answered: a few are answered in order, too many end the connection. */
class PipelinedRequestTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void aFewRequestsAreAnsweredInOrder() throws IOException {
        String read = "GET /v1/customers?limit=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + api.key().key() + "\r\n";
        try (RawConnection connection = RawConnection.to(gateway)) {
            connection.send((read + "\r\n").repeat(7) + read + "Connection: close\r\n\r\n");
            assertThat(RawConnection.answers(connection.readAll())).isEqualTo(8);
        }
    }

    @Test
    void tooManyRequestsEndTheConnection() throws IOException {
        // With keys that must be read from the database, so that none is answered at once.
        String many = IntStream.range(0, 3_000)
                .mapToObj(i -> "GET /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer p" + i + "_x\r\n\r\n")
                .collect(Collectors.joining());
        try (RawConnection connection = RawConnection.to(gateway)) {
            assertThat(RawConnection.answers(connection.send(many).readAll())).isLessThan(3_000);
        } catch (SocketException cutOff) {
            assertThat(cutOff).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        assertThat(Management.metric(gateway.managementUrl(), "plugipay_requests_cut_total{reason=\"pipelined\"}"))
                .isPositive();
    }

    @Test
    void aRequestAfterARefusedOneIsAnsweredOrTheConnectionCloses() throws IOException {
        String stranger = "POST /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer pk_test_nobody"
                + System.nanoTime() + "_x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\nx\r\n".repeat(20) + "0\r\n\r\n";
        String next = "GET /v1/openapi.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (RawConnection connection = RawConnection.to(gateway).send(stranger)) {
            assertThat(connection.read(12)).isEqualTo("HTTP/1.1 401");
            String answer = connection.send(next).readAll();
            assertThat(answer.contains("HTTP/1.1 200 ") || answer.contains("connection: close"))
                    .as(answer)
                    .isTrue();
        }
    }
}
