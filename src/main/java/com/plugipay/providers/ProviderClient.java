package com.plugipay.providers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.workspaces.Tenant;
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
 * size, and a breaker for each account, so that a provider or an account that fails is not asked in vain.
 *
 * <p>Never fails: what became of a request is a {@link Reply}, which tells apart what was certainly not done from what
 * perhaps was.
 */
public final class ProviderClient {
    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(2)
            .automaticTransitionFromOpenToHalfOpenEnabled(false)
            .build();

    private final Vertx vertx;
    private final HttpClient http;
    private final int timeoutMs;
    private final Cache<Tenant, CircuitBreaker> breakers = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    public ProviderClient(Vertx vertx, ProviderConfig config) {
        this(vertx, config.timeoutMs(), config.poolSize(), config.queueSize());
    }

    /** One for what must not use up the connections that payments need. */
    public ProviderClient(Vertx vertx, int timeoutMs, int poolSize, int queueSize) {
        this.vertx = vertx;
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

    /** What became of a request. */
    public sealed interface Reply {}

    /** The provider has answered, whatever it says. */
    public record Answered(int status, MultiMap headers, Buffer body) implements Reply {}

    /** The request never left: nothing has happened. */
    public record NotSent(String reason) implements Reply {}

    /** The request may have arrived, and there is no answer. */
    public record Lost(String reason) implements Reply {}

    /** Sends a request for the account of that workspace. */
    public Future<Reply> send(Tenant tenant, Request request) {
        CircuitBreaker breaker = breakers.get(tenant, ignored -> CircuitBreaker.of("provider", BREAKER));
        if (!breaker.tryAcquirePermission()) {
            return Future.succeededFuture(new NotSent("It has failed too often just now"));
        }
        long begun = System.nanoTime();
        return exchange(request).onSuccess(reply -> {
            long took = System.nanoTime() - begun;
            if (reply instanceof Answered answered && answered.status() < 500) {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException("No good answer"));
            }
        });
    }

    private Future<Reply> exchange(Request request) {
        Promise<Reply> reply = Promise.promise();
        boolean[] sent = {false};
        HttpClientRequest[] open = {null};
        long timer = vertx.setTimer(timeoutMs, expired -> {
            reply.tryComplete(sent[0] ? new Lost("No answer in time") : new NotSent("No connection in time"));
            if (open[0] != null) {
                open[0].reset();
            }
        });
        http.request(new RequestOptions()
                        .setMethod(request.method())
                        .setAbsoluteURI(request.url())
                        .setHeaders(headers(request)))
                .onFailure(failure -> reply.tryComplete(new NotSent(reason(failure))))
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
                            .onFailure(failure -> reply.tryComplete(new Lost(reason(failure))));
                });
        return reply.future().onComplete(ignored -> vertx.cancelTimer(timer));
    }

    private static MultiMap headers(Request request) {
        return MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    }

    private static Future<Answered> answer(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        Promise<Answered> answer = Promise.promise();
        response.handler(chunk -> {
                    if (body.length() + chunk.length() > LARGEST_ANSWER) {
                        response.request().reset();
                        answer.tryFail("The answer is too large");
                    } else {
                        body.appendBuffer(chunk);
                    }
                })
                .exceptionHandler(answer::tryFail)
                .endHandler(end -> answer.tryComplete(new Answered(response.statusCode(), response.headers(), body)));
        return answer.future();
    }

    /** The kind of failure; messages may quote what was sent. */
    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
