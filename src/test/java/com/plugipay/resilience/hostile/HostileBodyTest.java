package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Bodies that differ from their headers, or do not end as they should. No other test logs meanwhile. */
@Isolated
class HostileBodyTest extends HostileClientTestBase {
    @Test
    void malformedFormsAreRefused() throws IOException {
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
    void malformedMultipartsAreRefused() throws IOException {
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
    void bodiesThatEndTooEarlyCauseNoInternalError() throws IOException {
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
                try (RawConnection connection = RawConnection.to(gateway)) {
                    connection
                            .send("POST " + target + " HTTP/1.1\r\nHost: x\r\n" + head + "\r\n")
                            .send("5\r\nhel");
                    connection.endSending().readAll();
                }
                try (RawConnection connection = RawConnection.to(gateway)) {
                    connection
                            .send("POST " + target + " HTTP/1.1\r\nHost: x\r\n" + head + "\r\n")
                            .send("5\r\nhel");
                }
            }
        }
    }

    @Test
    void malformedChunksAreRefused() throws IOException {
        for (String chunk : List.of(
                "zz\r\n",
                "-1\r\nx\r\n",
                "fffffffffffffffff\r\n",
                "1\r\nxy\r\n",
                "1;" + "a".repeat(17_000) + "\r\nx\r\n",
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
                // An upload is read by its own route, and its connection may be closed before that.
                if (!target.endsWith("proof") || !answer.isEmpty()) {
                    refused(answer, target + chunk.substring(0, 2));
                }
            }
        }
        assertThat(metric("plugipay_requests_cut_total{reason=\"malformed\"}")).isPositive();
    }

    @Test
    void aCompressedBodyIsRefused() throws IOException {
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
}
