package com.plugipay.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nobody can take all connections of a node; what is closed is free again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionLimitTest {
    private static final int ALL = 40;
    private static final int OF_ONE = 10;

    private final TestGateway gateway =
            TestGateway.start(TestDatabase.create(), new ConnectionConfig(ALL, OF_ONE, 60_000, 1));
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final URI url = URI.create(gateway.baseUrl());

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void ofOneAddressAndInAll() throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 3 * OF_ONE; i++) {
            open.add(connect("127.0.0.2"));
        }
        assertThat(open.stream().filter(ConnectionLimitTest::isAnswered)).hasSize(OF_ONE);
        api.get("/v1/customers").expect(200);
        for (int i = 0; i < ALL; i++) {
            open.add(connect("127.0.0." + (3 + i)));
        }
        assertThat(open.stream().filter(ConnectionLimitTest::isAnswered)).hasSizeLessThanOrEqualTo(ALL);
        for (Socket each : open) {
            each.close();
        }
        Awaitility.await().untilAsserted(() -> {
            try (Socket next = connect("127.0.0.2")) {
                assertThat(isAnswered(next)).isTrue();
            }
        });
        api.get("/v1/customers").expect(200);
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        return socket;
    }

    private static boolean isAnswered(Socket socket) {
        try {
            socket.getOutputStream()
                    .write("GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H'
                    && socket.getInputStream().readNBytes(20).length == 20;
        } catch (SocketException refused) {
            return false;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
