package com.plugipay.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestGateway;
import com.plugipay.support.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a stranger sends, it is the stranger's mistake: it is answered, in the envelope that all answers have, never as
 * a fault of ours, and no stack trace comes of it. Nobody else logs meanwhile.
 */
@Isolated
class HostileRequestTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
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

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final LogWatch log = LogWatch.all();

    @AfterEach
    void noStackTraceCameOfIt() {
        log.close();
        assertThat(log.errors()).isEmpty();
        api.get("/v1/customers").expect(200);
    }

    @Test
    void oddPaths() throws IOException {
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
    void oddQueries() throws IOException {
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
    void whatIsNoHttp(String name, String request, int status) throws IOException {
        String answer = ask(request);
        assertThat(answer).containsPattern("^HTTP/1\\.[01] " + status + ' ');
        enveloped(answer, name);
    }

    @Test
    void formsWithMoreThanThereIs() throws IOException {
        String fields = IntStream.range(0, 3000).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
        for (String body : List.of(
                fields,
                "method=" + "a".repeat(20_000),
                "=&".repeat(3000),
                "method=%zz",
                "%",
                "a=%2",
                "method=%00",
                "a".repeat(5000))) {
            for (String target : List.of(
                    "/c/sess_1/charge",
                    "/c/sess_1/cancel",
                    "/v1/customers",
                    "/v1/inbound-webhooks/xendit/ws_1",
                    "/none")) {
                String head = "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + FORM + "Content-Length: " + body.length();
                refused(ask(head + "\r\nConnection: close\r\n\r\n" + body), target + body.substring(0, 1));
            }
        }
    }

    @Test
    void multipartsThatAreNone() throws IOException {
        for (String type : List.of(
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=b",
                "multipart/mixed")) {
            for (String body : List.of(
                    "",
                    "x",
                    "--b\r\n\r\n",
                    "--b\r\nContent-Disposition: form-data\r\n\r\n--b--",
                    "--b--\r\n",
                    "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"" + "x".repeat(3000)
                            + "\"\r\n\r\n")) {
                for (String target : List.of(
                        "/c/sess_1/proof", "/c/sess_1/charge", "/v1/customers", "/v1/inbound-webhooks/xendit/ws_1")) {
                    for (String method : List.of("POST", "GET", "BREW")) {
                        String head = method + ' ' + target + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type
                                + "\r\nContent-Length: " + body.length();
                        refused(ask(head + "\r\nConnection: close\r\n\r\n" + body), method + target + type + body);
                    }
                }
            }
        }
    }

    @Test
    void bodiesThatEndTooEarly() throws IOException {
        for (String head : List.of(
                "Content-Length: 1000\r\n",
                "Transfer-Encoding: chunked\r\n",
                FORM + "Content-Length: 1000\r\n",
                "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n")) {
            for (String target : List.of(
                    "/v1/customers",
                    "/c/sess_1/charge",
                    "/c/sess_1/proof",
                    "/v1/inbound-webhooks/xendit/ws_1",
                    "/none")) {
                try (Wire wire = Wire.to(gateway)) {
                    wire.send("POST " + target + " HTTP/1.1\r\nHost: x\r\n" + head + "\r\n")
                            .send("5\r\nhel");
                    wire.endSending().readAll();
                }
                try (Wire wire = Wire.to(gateway)) {
                    wire.send("POST " + target + " HTTP/1.1\r\nHost: x\r\n" + head + "\r\n")
                            .send("5\r\nhel");
                }
            }
        }
    }

    @Test
    void badChunks() throws IOException {
        for (String chunk : List.of(
                "zz\r\n",
                "-1\r\nx\r\n",
                "fffffffffffffffff\r\n",
                "1\r\nxy\r\n",
                "1;" + "a".repeat(9000) + "\r\nx\r\n",
                "\r\n\r\n",
                "0\r\n" + headers(1000) + "\r\n")) {
            for (String target : List.of(
                    "/v1/customers",
                    "/c/sess_1/charge",
                    "/c/sess_1/proof",
                    "/v1/inbound-webhooks/xendit/ws_1",
                    "/none")) {
                String head = "POST " + target
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
                String answer = ask(head + chunk);
                // An upload is read by its own route, whose connection may be closed before it knows.
                if (!target.endsWith("proof") || !answer.isEmpty()) {
                    refused(answer, target + chunk.substring(0, 2));
                }
            }
        }
    }

    @Test
    void aCompressedBody() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{\"name\":\"gz\"}".getBytes(StandardCharsets.UTF_8));
        }
        String body = compressed.toString(StandardCharsets.ISO_8859_1);
        String answer = ask(post("Authorization: Bearer " + api.key().key()
                        + "\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                        + body.length() + "\r\n")
                + body);
        assertThat(answer).startsWith("HTTP/1.1 415 ");
        enveloped(answer, "gzip");
    }

    private static String headers(int number) {
        return IntStream.range(0, number).mapToObj(i -> "H" + i + ": v\r\n").collect(Collectors.joining());
    }

    private static String post(String headers) {
        return "POST /v1/customers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n";
    }

    private String ask(String request) throws IOException {
        try (Wire wire = Wire.to(gateway)) {
            return wire.send(request).readAll();
        }
    }

    /** Answered, and not as a fault of ours. */
    private static void refused(String answer, String request) {
        assertThat(answer).as(request).containsPattern("^HTTP/1\\.[01] [234]");
        enveloped(answer, request);
    }

    /** What is refused and has a body of ours is in the envelope, but for pages. */
    private static void enveloped(String answer, String request) {
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (answer.startsWith("4", 9) && !body.isEmpty() && !answer.contains("text/html")) {
            assertThat(answer)
                    .as(request)
                    .contains(
                            "X-Request-Id: req_",
                            "Content-Type: application/json",
                            "Cache-Control: no-store",
                            "X-Content-Type-Options: nosniff");
            assertThat(body)
                    .as(request)
                    .startsWith("{\"data\":null,\"error\":{\"code\":")
                    .contains("\"meta\":{\"requestId\":\"req_");
        }
    }
}
