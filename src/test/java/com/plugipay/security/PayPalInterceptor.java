package com.plugipay.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.sandbox.kit.Notices;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Somebody on the way from PayPal to the gateway: takes each notice with its signature, and passes on what he likes. */
final class PayPalInterceptor implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final Notices<Taken> taken = new Notices<>();
    private final TestSandbox sandbox;
    private final Api api;
    private final String token;

    /** A callback as PayPal sent it. */
    record Taken(Map<String, String> headers, String body) {}

    /** Intercepts the callbacks of this merchant, the first one at these stand-ins. */
    PayPalInterceptor(TestSandbox sandbox, Api api) throws IOException {
        this.sandbox = sandbox;
        this.api = api;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (lower.startsWith("paypal-") || lower.equals("content-type")) {
                    headers.put(name, values.getFirst());
                }
            });
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            taken.add(new Taken(headers, body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        JsonObject account = Sandbox.account(PayPalFactory.KIND, 0);
        String basic = Base64.getEncoder()
                .encodeToString((account.getString("clientId") + ':' + account.getString("secret"))
                        .getBytes(StandardCharsets.UTF_8));
        token = "Bearer "
                + send("POST", "/v1/oauth2/token", "Basic " + basic, "grant_type=client_credentials")
                        .path("access_token")
                        .asText();
        String webhook = send("GET", "/v1/notifications/webhooks", token, "")
                .path("webhooks")
                .path(0)
                .path("id")
                .asText();
        send(
                "PATCH",
                "/v1/notifications/webhooks/" + webhook,
                token,
                "[{\"op\":\"replace\",\"path\":\"/url\",\"value\":\"http://127.0.0.1:"
                        + server.getAddress().getPort() + "/\"}]");
    }

    /** Waits for the next callback of this type. */
    Taken next(Predicate<String> body) {
        return taken.next(notice -> body.test(notice.body()));
    }

    /** Lets PayPal send the newest callback again, with a new signature. */
    Taken again() {
        String event = send("GET", "/v1/notifications/webhooks-events", token, "")
                .path("events")
                .path(0)
                .path("id")
                .asText();
        send("POST", "/v1/notifications/webhooks-events/" + event + "/resend", token, "{}");
        return next(body -> body.contains(event));
    }

    /** Forwards a callback unchanged. */
    Answer passOn(Taken notice) {
        return post(notice, notice.body());
    }

    /** Forwards a callback with another body, in which {@code %s} is replaced so that PayPal's signature still matches. */
    Answer passOn(Taken notice, String body) {
        return post(
                notice,
                ChecksumCollision.of(body, ChecksumCollision.crc(notice.body().getBytes(StandardCharsets.UTF_8))));
    }

    private Answer post(Taken notice, String body) {
        String target = "/v1/inbound-webhooks/paypal/" + api.key().apiKey().workspaceId();
        return api.raw("POST", target, body.getBytes(StandardCharsets.UTF_8), notice.headers());
    }

    private JsonNode send(String method, String path, String authorization, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/paypal" + path))
                    .header("Authorization", authorization)
                    .header(
                            "Content-Type",
                            body.startsWith("grant") ? "application/x-www-form-urlencoded" : "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
