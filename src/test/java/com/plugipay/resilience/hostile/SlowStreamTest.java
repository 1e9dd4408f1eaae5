package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The limits of HTTP/1.1 connections hold for each stream of HTTP/2; the other streams continue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(VertxExtension.class)
class SlowStreamTest {
    private final TestGateway gateway =
            TestGateway.start(TestDatabase.create(), new ConnectionConfig(100, 50, 2_000, 1_024));
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final URI url = URI.create(gateway.baseUrl());
    private final HttpClient client;

    SlowStreamTest(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    }

    @AfterAll
    void stop() {
        TestGateway.get(client.close());
        gateway.close();
    }

    @Test
    void aSlowStreamIsResetWhileOthersAreAnswered() {
        HttpClientRequest slow = open(HttpMethod.POST, "/v1/public/checkout/sessions/sess_1/charge");
        Promise<Throwable> end = Promise.promise();
        slow.exceptionHandler(end::tryComplete).setChunked(true);
        TestGateway.get(slow.write(Buffer.buffer("{")));
        HttpClientResponse other = get("/v1/customers");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(TestGateway.get(end.future())).isInstanceOf(StreamResetException.class);
        assertThat(get("/v1/customers").statusCode()).isEqualTo(200);
    }

    @Test
    void theBodyOfARequestWithoutAValidKeyIsNotRead() {
        HttpClientRequest stranger = open(HttpMethod.POST, "/v1/customers");
        stranger.putHeader("Authorization", "Bearer pk_test_none_x").setChunked(true);
        TestGateway.get(stranger.write(Buffer.buffer("{")));
        assertThat(TestGateway.get(stranger.response()).statusCode()).isEqualTo(401);
    }

    @Test
    void duplicatesOfASignificantHeaderAreRefused() {
        for (String name : new String[] {"Authorization", "X-Plugipay-Timestamp", "Idempotency-Key", "Host"}) {
            HttpClientRequest request = open(HttpMethod.GET, "/v1/customers");
            request.headers().add(name, "a").add(name, "b");
            assertThat(failure(request)).as(name).isInstanceOf(StreamResetException.class);
        }
    }

    @Test
    void tooManyHeadersAreRefused() {
        HttpClientRequest request = open(HttpMethod.GET, "/v1/customers");
        for (int i = 0; i < 200; i++) {
            request.putHeader("x" + i, "y");
        }
        assertThat(failure(request)).isInstanceOf(StreamResetException.class);
        assertThat(get("/v1/customers").statusCode()).isEqualTo(200);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Management.get(gateway.managementUrl() + "/metrics")
                                .body()
                                .lines())
                        .contains("plugipay_unanswered_bytes 0.0"));
    }

    /** Sends a request; returns why it failed, or null when it was answered. */
    private static @Nullable Throwable failure(HttpClientRequest request) {
        Future<Optional<Throwable>> failure =
                request.send().transform(sent -> Future.succeededFuture(Optional.ofNullable(sent.cause())));
        return TestGateway.get(failure).orElse(null);
    }

    private HttpClientResponse get(String target) {
        HttpClientRequest request = open(HttpMethod.GET, target);
        request.putHeader("Authorization", "Bearer " + api.key().key());
        return TestGateway.get(request.send());
    }

    private HttpClientRequest open(HttpMethod method, String target) {
        return TestGateway.get(client.request(method, url.getPort(), url.getHost(), target));
    }
}
