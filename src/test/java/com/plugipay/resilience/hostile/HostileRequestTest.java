package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are not HTTP, or contain what cannot exist. No other test logs meanwhile. */
@Isolated
class HostileRequestTest extends HostileClientTestBase {
    private static final List<String> TARGETS = List.of(
            "/v1/customers",
            "/api/v1/customers",
            "/v1/customers/%s",
            "/v1/public/checkout/sessions/%s/charge",
            "/v1/inbound-webhooks/midtrans/%s",
            "/c/%s",
            "/c/%s/live",
            "/c/%s/charge",
            "/c/%s/proof",
            "/c/%s/return",
            "/p/%s/return",
            "/static/%s",
            "/docs",
            "/v1/openapi.json",
            "/%s");
    private static final List<String> ODD = List.of(
            "%00",
            "%zz",
            "%",
            "%2",
            "%ff",
            "%c0%80",
            "%ed%a0%80",
            "..%2f..%2f",
            "*",
            "%7f",
            "%0d%0aSet-Cookie:a",
            "a".repeat(3000));

    @Test
    void oddPathsCauseNoInternalError() throws IOException {
        for (String target : TARGETS) {
            for (String odd : ODD) {
                String path = target.replace("%s", odd);
                for (String method : List.of("GET", "POST", "HEAD", "DELETE")) {
                    refused(
                            ask(method + ' ' + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                            method + path);
                }
            }
        }
    }

    @Test
    void oddQueriesCauseNoInternalError() throws IOException {
        for (String target : TARGETS) {
            for (String odd : List.of(
                    "%zz", "a=%", "a=%2", "%00=1", "a=%ff", "=&&=;", "state=%zz", "go=%00&notice=%c0%80", "?")) {
                String path = target.replace("%s", "sess_1") + '?' + odd;
                for (String head : List.of(
                        "GET " + path + " HTTP/1.1\r\nHost: x\r\n",
                        "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + FORM + "Content-Length: 0\r\n",
                        "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + FORM + "Content-Length: 3\r\n")) {
                    String body = head.endsWith("3\r\n") ? "a=b" : "";
                    refused(ask(head + "Connection: close\r\n\r\n" + body), head);
                }
            }
        }
    }

    static Stream<Arguments> requestsThatAreNoHttp() {
        String host = "Host: x\r\nConnection: close\r\n";
        return Stream.of(
                Arguments.of("a long line", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + host + "\r\n", 414),
                Arguments.of(
                        "a long query", "GET /v1/customers?" + "a".repeat(9000) + " HTTP/1.1\r\n" + host + "\r\n", 414),
                Arguments.of(
                        "a long header", "GET /docs HTTP/1.1\r\n" + host + "A: " + "a".repeat(9000) + "\r\n\r\n", 431),
                Arguments.of("many headers", "GET /docs HTTP/1.1\r\n" + host + headers(2000) + "\r\n", 431),
                Arguments.of("version 1.7", "GET /docs HTTP/1.7\r\n" + host + "\r\n", 400),
                Arguments.of("version 2.0", "GET /docs HTTP/2.0\r\n" + host + "\r\n", 400),
                Arguments.of("version 9.9", "GET /docs HTTP/9.9\r\n" + host + "\r\n", 400),
                Arguments.of("version 0.9", "GET /docs HTTP/0.9\r\n" + host + "\r\n", 400),
                Arguments.of("version in small letters", "GET /docs http/1.1\r\n" + host + "\r\n", 400),
                Arguments.of("version in mixed letters", "GET /docs hTTP/1.0\r\n" + host + "\r\n", 400),
                Arguments.of("version with a zero", "GET /docs HTTP/1.01\r\n" + host + "\r\n", 400),
                Arguments.of("another protocol", "GET /docs ICAP/1.0\r\n" + host + "\r\n", 400),
                Arguments.of("no version", "GET /docs\r\n" + host + "\r\n", 400),
                Arguments.of("no protocol", "hello\r\n\r\n", 400),
                Arguments.of("a header without a colon", "GET /docs HTTP/1.1\r\n" + host + "a b\r\n\r\n", 400),
                Arguments.of("a blank before the colon", "GET /docs HTTP/1.1\r\n" + host + "A : b\r\n\r\n", 400),
                Arguments.of("a NUL in a header", "GET /docs HTTP/1.1\r\n" + host + "A: b\0c\r\n\r\n", 400),
                Arguments.of("no host", "GET /docs HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
                Arguments.of(
                        "a host that is none", "GET /docs HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400),
                Arguments.of("no length", post("Content-Length: many\r\n"), 400),
                Arguments.of("a negative length", post("Content-Length: -1\r\n"), 400),
                Arguments.of("two lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n") + "{}", 400),
                Arguments.of("another expectation", post("Expect: a-miracle\r\nContent-Length: 2\r\n") + "{}", 417),
                Arguments.of("an asterisk", "GET * HTTP/1.1\r\n" + host + "\r\n", 404),
                Arguments.of("a proxy's target", "GET http://other.example/docs/x HTTP/1.1\r\n" + host + "\r\n", 404),
                Arguments.of("a tunnel", "CONNECT other.example:443 HTTP/1.1\r\n" + host + "\r\n", 404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestsThatAreNoHttp")
    void bytesThatAreNotHttpAreRefused(String name, String request, int status) throws IOException {
        String answer = ask(request);
        assertThat(answer).containsPattern("^HTTP/1\\.[01] " + status + ' ');
        enveloped(answer, name);
    }
}
