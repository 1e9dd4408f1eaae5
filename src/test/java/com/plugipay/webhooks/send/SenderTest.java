package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestCertificates;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.WebhookConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connects to the address that was checked, verifies the host of the URL, and follows no redirect. */
class SenderTest {
    private static final WebhookConfig CONFIG = new WebhookConfig(8, 20_000, List.of("127.0.0.1"), 30, 0);
    private static final Duration MONTH = Duration.ofDays(30);

    private final Vertx vertx = Vertx.vertx();
    private final TestCertificates authority = new TestCertificates();
    private final HttpClientOptions trusting = new HttpClientOptions().setTrustOptions(authority.trust());
    private final AtomicReference<String> indicatedName = new AtomicReference<>("");
    private final AtomicReference<String> host = new AtomicReference<>("");
    private final AtomicInteger requests = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void keepsTheNameWhereItConnectsToTheAddress() throws Exception {
        int port = secureServer(authority.issue("shop.example", MONTH));

        Sender.Answer answer = post(trusting, "shop.example", port, "127.0.0.1");

        assertThat(answer.error()).isNull();
        assertThat(answer.responseCode()).isEqualTo(200);
        assertThat(answer.excerpt()).isEqualTo("HTTP_1_1");
        assertThat(indicatedName.get()).isEqualTo("shop.example");
        assertThat(host.get()).isEqualTo("shop.example:" + port);
    }

    @Test
    void refusesTheCertificateOfAnotherName() throws Exception {
        int port = secureServer(authority.issue("other.example", MONTH));

        assertRefused(
                post(trusting, "shop.example", port, "127.0.0.1"), "the certificate is not accepted for this host");
    }

    @Test
    void refusesACertificateThatHasExpired() throws Exception {
        int port = secureServer(authority.issue("shop.example", Duration.ofDays(-1)));

        assertRefused(post(trusting, "shop.example", port, "127.0.0.1"), "the certificate has expired");
    }

    @Test
    void refusesACertificateOfAnUnknownAuthority() throws Exception {
        int port = secureServer(TestCertificates.selfSigned("shop.example"));

        assertRefused(post(trusting, "shop.example", port, "127.0.0.1"), "the certificate is not of a known authority");
    }

    @Test
    void trustsOnlyPublicAuthoritiesByDefault() throws Exception {
        int port = secureServer(authority.issue("shop.example", MONTH));

        assertRefused(
                post(new HttpClientOptions(), "shop.example", port, "127.0.0.1"),
                "the certificate is not of a known authority");
    }

    @Test
    void ignoresAnOptionToTrustAll() throws Exception {
        int port = secureServer(TestCertificates.selfSigned("other.example"));

        assertRefused(
                post(new HttpClientOptions().setTrustAll(true).setVerifyHost(false), "shop.example", port, "127.0.0.1"),
                "the certificate is not of a known authority");
    }

    @Test
    void reportsAReceiverWithoutTls() throws Exception {
        int port = server(new HttpServerOptions(), request -> {});

        assertThat(post(trusting, "shop.example", port, "127.0.0.1").error())
                .isEqualTo("no TLS connection: the handshake failed");
    }

    @Test
    void refusesANameOfWhichOneAddressIsNotPublic() throws Exception {
        int port = secureServer(authority.issue("shop.example", MONTH));

        assertThat(post(trusting, "shop.example", port, "127.0.0.1", "10.0.0.7").error())
                .isEqualTo("the host has an address that is not allowed");
        assertThat(host.get()).isEmpty();
    }

    @Test
    void resolvesTheNameOnce() throws Exception {
        int port = server(new HttpServerOptions(), request -> request.response().end());
        AtomicInteger lookups = new AtomicInteger();

        post(new HttpClientOptions(), WebAddress.of("http://shop.example:" + port + "/"), ignored -> {
            lookups.incrementAndGet();
            return addresses("127.0.0.1");
        });

        assertThat(lookups).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 305, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        int trap = server(new HttpServerOptions(), request -> request.response().end());
        int port = server(
                new HttpServerOptions(),
                request -> request.response()
                        .setStatusCode(status)
                        .putHeader("Location", "http://127.0.0.1:" + trap + "/")
                        .putHeader("Refresh", "0; url=http://127.0.0.1:" + trap + "/")
                        .putHeader("Alt-Svc", "http/1.1=\"127.0.0.1:" + trap + "\"; ma=3600")
                        .end());

        for (int i = 1; i <= 2; i++) {
            Sender.Answer answer = post(
                    new HttpClientOptions(),
                    WebAddress.of("http://shop.example:" + port + "/"),
                    name -> addresses("127.0.0.1"));
            assertThat(answer.responseCode()).isEqualTo(status);
            assertThat(answer.error()).isEqualTo("HTTP " + status + ": redirects are not followed");
            assertThat(requests).hasValue(i);
        }
    }

    @Test
    void returnsTheBeginningOfTheBody() throws Exception {
        int port = server(
                new HttpServerOptions(),
                request -> request.response()
                        .setStatusCode(422)
                        .end("{\"error\":\"no such order\\u0000\"}\0" + "x".repeat(4_000)));

        Sender.Answer answer = post(
                new HttpClientOptions(),
                WebAddress.of("http://shop.example:" + port + "/"),
                name -> addresses("127.0.0.1"));

        assertThat(answer.error()).isEqualTo("HTTP 422");
        assertThat(answer.excerpt())
                .startsWith("{\"error\":\"no such order\\u0000\"}xxx")
                .hasSize(ResponseExcerpt.MOST_BYTES - 1);
    }

    @Test
    void returnsNothingOfAnEmptyBodyOrWithoutAResponse() throws Exception {
        int port = server(
                new HttpServerOptions(),
                request -> request.response().setStatusCode(204).end());
        WebAddress url = WebAddress.of("http://shop.example:" + port + "/");

        assertThat(post(new HttpClientOptions(), url, name -> addresses("127.0.0.1"))
                        .excerpt())
                .isNull();
        Sender.Answer none =
                post(new HttpClientOptions(), url, name -> Future.failedFuture(new UnknownHostException(name)));
        assertThat(none.excerpt()).isNull();
        assertThat(none.error()).isEqualTo("the name of the host cannot be resolved");
    }

    /** Hosts of container networks have underscores. */
    @Test
    void carriesAnyAddressThatWasAccepted() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        int port = server(new HttpServerOptions(), request -> {
            seen.set(request.getHeader("Host") + ' ' + request.uri());
            request.response().end();
        });

        WebAddress url = WebAddress.of("http://web_app:" + port + "/kait/é?x=a%20b&y[]=+");
        assertThat(post(new HttpClientOptions(), url, name -> addresses("127.0.0.1"))
                        .error())
                .isNull();
        assertThat(seen).hasValue("web_app:" + port + " /kait/%C3%A9?x=a%20b&y[]=+");
    }

    private void assertRefused(Sender.Answer answer, String words) {
        assertThat(answer.responseCode()).isNull();
        assertThat(answer.error()).isEqualTo("no TLS connection: " + words);
        assertThat(requests).hasValue(0);
    }

    private int secureServer(PemKeyCertOptions certificate) throws Exception {
        return server(
                new HttpServerOptions()
                        .setSsl(true)
                        .setSni(true)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                        .setKeyCertOptions(certificate),
                request -> {
                    indicatedName.set(String.valueOf(request.connection().indicatedServerName()));
                    host.set(String.valueOf(request.getHeader("Host")));
                    request.response().end(request.version().name());
                });
    }

    private int server(HttpServerOptions options, Handler<HttpServerRequest> behaviour) throws Exception {
        HttpServer server = get(vertx.createHttpServer(options)
                .requestHandler(request -> {
                    requests.incrementAndGet();
                    behaviour.handle(request);
                })
                .listen(0, "127.0.0.1"));
        return server.actualPort();
    }

    private Sender.Answer post(HttpClientOptions options, String name, int port, String... addresses) throws Exception {
        return post(options, WebAddress.of("https://" + name + ":" + port + "/hook"), ignored -> addresses(addresses));
    }

    private Sender.Answer post(
            HttpClientOptions options, WebAddress url, Function<String, Future<List<InetAddress>>> names)
            throws Exception {
        Sender sender = new Sender(
                vertx, options, new AddressResolver(names, AddressGuard.allowing(CONFIG.allowedAddresses())), CONFIG);
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Sender.Answer> answer = new CompletableFuture<>();
        context.runOnContext(ignored -> sender.post(url, 1, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}"))
                .onComplete(outcome -> answer.complete(outcome.result())));
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static Future<List<InetAddress>> addresses(String... texts) {
        return Future.succeededFuture(
                List.of(texts).stream().map(SenderTest::address).toList());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
