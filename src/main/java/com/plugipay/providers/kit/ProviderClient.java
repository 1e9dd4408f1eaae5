package com.plugipay.providers.kit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.http.client.BoundedHttpClient;
import com.plugipay.http.client.ExchangeLimits;
import com.plugipay.http.client.ExchangeResult;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one adapter: a {@link BoundedHttpClient}, and a circuit breaker for each account, so that no
 * requests go to a provider or an account that keeps failing, or that has asked for a pause.
 *
 * <p>Never fails: each request ends in a {@link ProviderReply}, which distinguishes a request that certainly had no effect from
 * one that may have had one.
 */
public final class ProviderClient {
    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final String NO_ANSWER_IN_TIME = "No answer in time";
    private static final Duration REST = Duration.ofSeconds(10);
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(REST)
            .permittedNumberOfCallsInHalfOpenState(2)
            .automaticTransitionFromOpenToHalfOpenEnabled(false)
            .build();

    private final BoundedHttpClient http;
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

    /** Creates a client with its own pool, for requests that must not use up the connections of payments. */
    public ProviderClient(Vertx vertx, int timeoutMs, int poolSize, int queueSize, Duration longestRest) {
        this.rests = new AccountRests(longestRest, System::nanoTime);
        this.http = new BoundedHttpClient(
                vertx,
                new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS).setDecompressionSupported(true),
                new PoolOptions().setHttp1MaxSize(poolSize).setMaxWaitQueueSize(queueSize),
                new ExchangeLimits(timeoutMs, LARGEST_ANSWER, LARGEST_ANSWER));
    }

    /**
     * A request to a provider.
     *
     * @param url absolute
     * @param headers include the credentials, and are never printed
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
     * Sends a request for the account of that workspace. During a pause only status queries are held back: a person waits for
     * a request that moves money, and the provider may accept it before the pause ends.
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
        long startedNanos = System.nanoTime();
        return exchange(request).onSuccess(reply -> {
            long tookNanos = System.nanoTime() - startedNanos;
            if (reply instanceof ProviderReply.Answered answered) {
                rests.answered(tenant, answered.status(), answered.retryAfter());
            }
            if (reply instanceof ProviderReply.Answered answered && answered.status() < 500) {
                breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(tookNanos, TimeUnit.NANOSECONDS, new IllegalStateException("No usable answer"));
            }
        });
    }

    /** Sends a query, and repeats it once when there was no answer: a query has no effect that could happen twice. */
    public Future<ProviderReply> query(Tenant tenant, Request query) {
        return send(tenant, query)
                .compose(reply ->
                        reply instanceof ProviderReply.Answered ? Future.succeededFuture(reply) : send(tenant, query));
    }

    private Future<ProviderReply> exchange(Request request) {
        Future<RequestOptions> options = Future.succeededFuture(request).map(ProviderClient::options);
        return http.send(options, request.body() == null ? Buffer.buffer() : request.body())
                .map(ProviderClient::reply);
    }

    private static RequestOptions options(Request request) {
        return new RequestOptions()
                .setMethod(request.method())
                .setAbsoluteURI(request.url())
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
    }

    private static ProviderReply reply(ExchangeResult result) {
        return switch (result) {
            case ExchangeResult.Response response -> reply(response);
            case ExchangeResult.NotSent notSent ->
                ProviderReply.NotDone.unreachable(
                        notSent.cause() instanceof ExchangeResult.TimedOut
                                ? "No connection in time"
                                : reason(notSent.cause()),
                        null);
            case ExchangeResult.NoResponse noResponse ->
                new ProviderReply.Unknown(
                        noResponse.cause() instanceof ExchangeResult.TimedOut
                                ? NO_ANSWER_IN_TIME
                                : reason(noResponse.cause()));
        };
    }

    /** Only a complete answer counts. */
    private static ProviderReply reply(ExchangeResult.Response response) {
        return switch (response.end()) {
            case COMPLETE -> new ProviderReply.Answered(response.status(), response.headers(), response.body());
            case TOO_LONG -> new ProviderReply.Unknown("The answer is too large");
            case LOST -> new ProviderReply.Unknown("The answer is incomplete");
            case TIMED_OUT -> new ProviderReply.Unknown(NO_ANSWER_IN_TIME);
        };
    }

    /** Names the kind of the failure. Its message is left out, because it may quote the request. */
    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
