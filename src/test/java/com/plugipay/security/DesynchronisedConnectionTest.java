package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a request is never ambiguous: an ambiguous request is refused, and the connection is closed. */
class DesynchronisedConnectionTest {
    private static final String NEXT = "GET /v1/customers HTTP/1.1\r\nHost: x\r\n\r\n";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());

    @Test
    void aHeaderThatLooksLikeContentLengthIsRefused() throws IOException {
        List<String> taken = new ArrayList<>();
        for (int odd = 0; odd < 256; odd++) {
            for (String name : List.of("Content-?ength", "content-?ength", "Content-?ype")) {
                char right = name.endsWith("ype") ? 't' : 'l';
                if (Character.toLowerCase(odd) == right || odd == '\n' || odd == ':') {
                    continue;
                }
                String head =
                        "POST /v1/customers HTTP/1.1\r\nHost: x\r\n" + name.replace('?', (char) odd) + ": 5\r\n\r\n";
                String answer = exchange(head + NEXT);
                if (!answer.startsWith("HTTP/1.1 400 ") || RawConnection.answers(answer) != 1) {
                    taken.add(name + " with " + odd + ": "
                            + answer.lines().findFirst().orElse("nothing"));
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "content-length", "CONTENT-LENGTH", "Content-length", "cOnTeNt-LeNgTh"})
    void everySpellingOfTheRightNameIsAccepted(String name) throws IOException {
        String answer = exchange(head("POST", "/v1/customers", name + ": 2\r\nConnection: close") + "{}");
        assertThat(answer).startsWith("HTTP/1.1 201 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 2|Content-Length: 2",
                "Content-Length: 2|content-length: 3",
                "Content-Length: 2, 2|X: y",
                "Content-Length: +2|X: y",
                "Content-Length: -2|X: y",
                "Content-Length: 0x2|X: y",
                "Content-Length : 2|X: y",
                "Content-Length: 2|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 2",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "Transfer-Encoding: identity|X: y",
                "Transfer-Encoding: chunked, identity|X: y",
                "Transfer-Encoding: xchunked|X: y",
                "Transfer-Encoding : chunked|X: y",
                "Host: y|X: y",
                "host: x|X: y",
                "Authorization: Bearer pk_test_x|X: y",
                "X-Plugipay-Timestamp: 1|X-Plugipay-Timestamp: 2",
                "x-plugipay-timestamp: 1|X-PLUGIPAY-TIMESTAMP: 1",
                "Idempotency-Key: a|Idempotency-Key: b",
                "Content-Type: application/json|Content-Type: multipart/form-data"
            })
    void duplicatesOfASignificantHeaderAreRefused(String first, String second) throws IOException {
        for (String target : List.of("/v1/customers", "/c/sess_1/proof", "/c/sess_1", "/v1/openapi.json")) {
            String answer = exchange(head("POST", target, first + "\r\n" + second) + "{}" + NEXT);
            assertThat(answer).as(target).startsWith("HTTP/1.1 400 ").doesNotContain("\"data\":[");
            assertThat(RawConnection.answers(answer)).as(answer).isEqualTo(1);
        }
    }

    @Test
    void tooManyHeadersAreRefused() throws IOException {
        assertThat(exchange(head("GET", "/v1/customers", "a: b\r\n".repeat(500) + "c: d")))
                .startsWith("HTTP/1.1 431 ");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /c/sess_1/proof",
        "POST, /v1/nothing",
        "PUT, /v1/customers",
        "GET, /v1/openapi.json",
        "POST, /v1/webhooks/x/y/z"
    })
    void aResponseBeforeTheWholeBodyClosesTheConnection(String method, String target) throws IOException {
        for (String body : List.of("Content-Length: 2000", "Transfer-Encoding: chunked")) {
            String without = head(method, target, body).replaceFirst("Authorization: [^\r]*\r\n", "");
            String answer = exchange(without + NEXT + head("GET", "/v1/customers", "X: y"));
            assertThat(RawConnection.answers(answer)).as(answer).isEqualTo(1);
            assertThat(answer).doesNotContain("HTTP/1.1 2").doesNotContain("\"data\":[");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Authorization: Bearer pk_test_unknown_secret', invalid_key",
        "'Authorization: Basic Zm9vOmJhcg==', unauthorized",
        "'Authorization: Plugipay-HMAC-SHA256 scope=*', unauthorized",
        "'Authorization: Plugipay-HMAC-SHA256 keyId=pk_test_a, signature=b', invalid_timestamp",
        "'X-Plugipay-Timestamp: 1\r\nAuthorization: Plugipay-HMAC-SHA256 keyId=k, signature=b', timestamp_skew",
        "'X-Nothing: 1', unauthorized"
    })
    void theBodyOfARequestWithoutAValidKeyIsNotRead(String headers, String code) throws IOException {
        for (String path : List.of("/v1/customers", "/api/v1/checkout-sessions", "/v1/adapters/manual")) {
            String method = path.contains("adapters") ? "PUT" : "POST";
            String answer = exchange(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + headers
                    + "\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{");
            assertThat(answer).startsWith("HTTP/1.1 401 ").contains("\"" + code + "\"");
        }
    }

    @Test
    void aConnectionWhoseBodiesWereReadStaysOpen() throws IOException {
        String create = head("POST", "/v1/customers", "Content-Type: application/json\r\nContent-Length: 2") + "{}";
        String last = head("GET", "/v1/customers", "Connection: close");
        assertThat(RawConnection.answers(exchange(create + create + last))).isEqualTo(3);
    }

    private String head(String method, String target, String headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + api.key().key() + "\r\n" + headers + "\r\n\r\n";
    }

    private String exchange(String bytes) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            return connection.send(bytes).readAll();
        }
    }
}
