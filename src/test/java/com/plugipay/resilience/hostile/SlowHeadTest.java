package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is refused before its head is complete is answered like every other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowHeadTest {
    private final TestGateway gateway =
            TestGateway.start(TestDatabase.create(), new ConnectionConfig(100, 50, 1_000, 1_024));

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/customers HTTP/1.1\r\nHost: ",
                "POST /v1/public/checkout/sessions/sess_1/charge HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
            })
    void aSlowRequestGetsTheReasonBeforeItIsCutOff(String beginning) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway).send(beginning)) {
            assertThat(connection.readAll())
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("\r\nX-Request-Id: req_")
                    .containsIgnoringCase("\r\nCache-Control: no-store\r\n")
                    .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                    .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
                    .containsIgnoringCase("\r\nConnection: close\r\n")
                    .contains("{\"data\":null,\"error\":{\"code\":\"request_timeout\"");
        }
    }
}
