package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No client can use up all connections of a node, and a closed connection is free again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionLimitTest {
    private static final int ALL = 40;
    private static final int OF_ONE = 10;

    private final TestGateway gateway =
            TestGateway.start(TestDatabase.create(), new ConnectionConfig(ALL, OF_ONE, 60_000, 1));
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final int port = URI.create(gateway.baseUrl()).getPort();

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void connectionsAreLimitedPerAddressAndInAll() {
        List<RawConnection> ofOne = IntStream.range(0, 3 * OF_ONE)
                .mapToObj(i -> RawConnection.from("127.0.0.2", port))
                .toList();
        assertThat(ofOne.stream().filter(ConnectionLimitTest::isAnswered)).hasSize(OF_ONE);
        api.get("/v1/customers").expect(200);
        List<RawConnection> others = IntStream.range(0, ALL)
                .mapToObj(i -> RawConnection.from("127.0.0." + (3 + i), port))
                .toList();
        long answered = others.stream().filter(ConnectionLimitTest::isAnswered).count();
        // The merchant's client has read the document too, and keeps its connections for a while.
        assertThat(answered).isBetween((long) ALL - OF_ONE - 2, (long) ALL - OF_ONE);
        assertThat(metric("plugipay_requests_cut_total{reason=\"connections\"}"))
                .isEqualTo((double) (2 * OF_ONE + ALL - answered));
        Stream.concat(ofOne.stream(), others.stream()).forEach(RawConnection::close);
        Awaitility.await().untilAsserted(() -> {
            try (RawConnection next = RawConnection.from("127.0.0.2", port)) {
                assertThat(isAnswered(next)).isTrue();
            }
        });
        api.get("/v1/customers").expect(200);
    }

    private double metric(String name) {
        return Management.metric(gateway.managementUrl(), name);
    }

    /** Sends one request; only the first line of the response is read. */
    private static boolean isAnswered(RawConnection connection) {
        try {
            return connection
                    .send("GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n")
                    .read(12)
                    .equals("HTTP/1.1 404");
        } catch (SocketException refused) {
            return false;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
