package com.plugipay.providers.kit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one adapter: a bounded pool with a bounded queue, one time limit, no redirects, answers of limited
 * size, and a circuit breaker for each account, so that no requests go to a provider or an account that keeps failing, or
 * that has asked for a pause.
 *
 * <p>Never fails: each request ends in a {@link ProviderReply}, which tells what was certainly not done from what perhaps was.
 */
public final class ProviderClient {
    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final Duration REST = Duration.ofSeconds(10);
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(REST)
            .permittedNumberOfCallsInHalfOpenState(2)
            .automaticTransitionFromOpenToHalfOpenEnabled(false)
            .build();

    private final Vertx vertx;
    private final HttpClient http;
    private final int timeoutMs;
    private final AccountRests rests;
    private final Cache<Tenant, CircuitBreaker> breakers = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    public ProviderClient(Vertx vertx, ProviderConfig config) {
        this(
                vertx,
                config.timeoutMs(),
                config.poolSize(),
                config.queueSize(),
                Duration.ofSeconds(config.longestRestSeconds()));
    }

    /** A client with a pool of its own, for requests that must not use up the connections of payments. */
    public ProviderClient(Vertx vertx, int timeoutMs, int poolSize, int queueSize, Duration longestRest) {
        this.vertx = vertx;
        this.rests = new AccountRests(longestRest, System::nanoTime);
        this.timeoutMs = timeoutMs;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(Math.min(5000, timeoutMs))
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(true)
                        .setMaxRedirects(0),
                new PoolOptions().setHttp1MaxSize(poolSize).setMaxWaitQueueSize(queueSize));
    }

    /**
     * A request to a provider.
     *
     * @param url absolute
     * @param headers with the credentials: never printed
     */
    public record Request(
            HttpMethod method,
            String url,
            Map<String, String> headers,
            @Nullable Buffer body) {
        @Override
        public String toString() {
            return method + " " + url;
        }
    }

    /**
     * Sends a request for the account of that workspace. During a pause only questions are kept back: a person waits for
     * what moves money, and the provider may have room again before the time that it named.
     */
    public Future<ProviderReply> send(Tenant tenant, Request request) {
        Duration rest = request.method().equals(HttpMethod.GET) ? rests.left(tenant) : null;
        if (rest != null) {
            return Future.succeededFuture(
                    ProviderReply.NotDone.unreachable("The provider has asked for a pause", rest));
        }
        CircuitBreaker breaker = breakers.get(tenant, ignored -> CircuitBreaker.of("provider", BREAKER));
        if (!breaker.tryAcquirePermission()) {
            return Future.succeededFuture(
                    ProviderReply.NotDone.unreachable("The last requests have failed too often", REST));
        }
        long begun = System.nanoTime();
        return exchange(request).onSuccess(reply -> {
            long took = System.nanoTime() - begun;
            if (reply instanceof ProviderReply.Answered answered) {
                rests.answered(tenant, answered.status(), answered.retryAfter());
            }
            if (reply instanceof ProviderReply.Answered answered && answered.status() < 500) {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException("No good answer"));
            }
        });
    }

    /** Sends a question, and sends it once more when there was no answer; a question can do nothing twice. */
    public Future<ProviderReply> ask(Tenant tenant, Request question) {
        return send(tenant, question)
                .compose(reply -> reply instanceof ProviderReply.Answered
                        ? Future.succeededFuture(reply)
                        : send(tenant, question));
    }

    private Future<ProviderReply> exchange(Request request) {
        Promise<ProviderReply> reply = Promise.promise();
        boolean[] sent = {false};
        HttpClientRequest[] open = {null};
        long timer = vertx.setTimer(timeoutMs, expired -> {
            reply.tryComplete(
                    sent[0]
                            ? new ProviderReply.Unknown("No answer in time")
                            : ProviderReply.NotDone.unreachable("No connection in time", null));
            if (open[0] != null) {
                open[0].reset();
            }
        });
        http.request(new RequestOptions()
                        .setMethod(request.method())
                        .setAbsoluteURI(request.url())
                        .setHeaders(headers(request)))
                .onFailure(failure -> reply.tryComplete(ProviderReply.NotDone.unreachable(reason(failure), null)))
                .onSuccess(prepared -> {
                    if (reply.future().isComplete()) {
                        prepared.reset();
                        return;
                    }
                    sent[0] = true;
                    open[0] = prepared;
                    prepared.send(request.body() == null ? Buffer.buffer() : request.body())
                            .compose(ProviderClient::answer)
                            .onSuccess(reply::tryComplete)
                            .onFailure(failure -> reply.tryComplete(new ProviderReply.Unknown(reason(failure))));
                });
        return reply.future().onComplete(ignored -> vertx.cancelTimer(timer));
    }

    private static MultiMap headers(Request request) {
        return MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    }

    private static Future<ProviderReply.Answered> answer(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        Promise<ProviderReply.Answered> answer = Promise.promise();
        response.handler(chunk -> {
                    if (body.length() + chunk.length() > LARGEST_ANSWER) {
                        response.request().reset();
                        answer.tryFail("The answer is too large");
                    } else {
                        body.appendBuffer(chunk);
                    }
                })
                .exceptionHandler(answer::tryFail)
                .endHandler(end -> answer.tryComplete(
                        new ProviderReply.Answered(response.statusCode(), response.headers(), body)));
        return answer.future();
    }

    /** The kind of the failure. Its message is left out, because it may quote what was sent. */
    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
