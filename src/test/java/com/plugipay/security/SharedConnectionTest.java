package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Behind a proxy that sends all requests through one connection, no client gets another's data. */
class SharedConnectionTest {
    private static final String SECRET = "Ibu Rahasia";
    private static final int ROUNDS = 5;

    private final TestGateway gateway = TestGateway.shared();
    private final Api victim = gateway.merchant();

    @FunctionalInterface
    private interface Proxy {
        Socket connect() throws IOException;
    }

    @Test
    void requestsBehindASimpleProxyAreKeptApart() throws IOException {
        try (ReusingProxy proxy = new ReusingProxy(gateway)) {
            attack(proxy::connect);
        }
    }

    @Test
    void requestsBehindHaproxyAreKeptApart() throws IOException {
        try (ReverseProxy proxy = ReverseProxy.haproxy(gateway)) {
            attack(proxy::connect);
        }
    }

    @Test
    void requestsBehindNginxAreKeptApart() throws IOException {
        try (ReverseProxy proxy = ReverseProxy.nginx(gateway)) {
            attack(proxy::connect);
        }
    }

    /** Each request makes gateway and proxy disagree on its end; then the victim sends one, and the attacker again. */
    private void attack(Proxy proxy) throws IOException {
        victim.post("/v1/customers", "{\"name\":\"" + SECRET + "\"}").expect(201);
        String own = "GET /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + victim.key().key() + "\r\nConnection: close\r\n\r\n";
        String smuggled = "GET /v1/smuggled HTTP/1.1\r\nHost: x\r\nX-Rest: ";
        for (String target : List.of("/c/sess_1/proof", "/v1/customers", "/v1/nothing", "/c/sess_1/charge")) {
            for (String length : List.of(
                    "Content-Xength: 60",
                    "Content-_ength: " + own.length(),
                    "Content-Xength: 0\r\nContent-Length: " + smuggled.length(),
                    "Content-Length: " + smuggled.length(),
                    "Transfer-Encoding : chunked\r\nContent-Length: " + smuggled.length(),
                    "Transfer_Encoding: chunked\r\nContent-Length: " + smuggled.length())) {
                String body = length.contains("Content-Length") ? smuggled : "";
                for (int round = 0; round < ROUNDS; round++) {
                    String first =
                            ask(proxy, "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + length + "\r\n\r\n" + body);
                    String answer = ask(proxy, own);
                    String second = ask(proxy, "GET /v1/mine HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                    assertThat(first + second).as(target + ' ' + length).doesNotContain(SECRET, "\"data\":[");
                    assertThat(answer)
                            .as(target + ' ' + length)
                            .startsWith("HTTP/1.1 200 ")
                            .contains(SECRET);
                    assertThat(second).as(target + ' ' + length).startsWith("HTTP/1.1 404 ");
                }
            }
        }
    }

    /** One response, with the part of its body that was read. */
    private static String ask(Proxy proxy, String request) throws IOException {
        try (Socket socket = proxy.connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[8192];
            while (!isComplete(answer)) {
                int length = in.read(chunk);
                if (length < 0) {
                    break;
                }
                answer.append(new String(chunk, 0, length, StandardCharsets.UTF_8));
            }
            return answer.toString();
        } catch (SocketTimeoutException unanswered) {
            return "";
        }
    }

    private static boolean isComplete(StringBuilder answer) {
        int head = answer.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String length = answer.substring(0, head)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> line.substring(15).strip())
                .findFirst()
                .orElse("");
        return !length.isEmpty()
                && answer.substring(head + 4).getBytes(StandardCharsets.UTF_8).length >= Integer.parseInt(length);
    }
}
