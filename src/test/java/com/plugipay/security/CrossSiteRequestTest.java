package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.LogWatch;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other sites may use the public checkout; a malformed Origin is a client error. */
class CrossSiteRequestTest {
    private static final String PUBLIC = "/v1/public/checkout/sessions/sess_1";

    private final TestGateway gateway = TestGateway.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {"http://", "x", "https:", "://", "http:///", "", " ", "http://a b", "http://a:b", "http://[", "*"
            })
    void anInvalidOriginIsRefused(String origin) throws IOException {
        try (LogWatch log = LogWatch.all()) {
            for (String method : new String[] {"GET", "OPTIONS"}) {
                String answer = ask(method, "Origin: " + origin);
                assertThat(answer)
                        .startsWith("HTTP/1.1 400 ")
                        .contains(
                                "{\"data\":null,\"error\":{\"code\":\"validation_error\"",
                                "The Origin header names no origin.");
            }
            assertThat(log.errors()).noneMatch(line -> line.contains("Origin") || line.contains("CORS"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example", "http://localhost:3000", "null", "http://[::1]:8080"})
    void everyValidOriginIsAnswered(String origin) throws IOException {
        assertThat(ask("GET", "Origin: " + origin)).startsWith("HTTP/1.1 404 ").contains("not_found");
    }

    private String ask(String method, String header) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            return connection
                    .send(method + " " + PUBLIC + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + "Access-Control-Request-Method: POST\r\n" + header + "\r\n\r\n")
                    .readAll();
        }
    }
}
