package com.plugipay.async;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A cache of values that take time to get. Those who need the same value at the same time share one request for it. Failures
 * are not cached, and neither is a value whose key was invalidated while it was requested. Safe for use from every event loop.
 */
public final class SingleFlightCache<K, V> {
    private static final int MAX_VALUES = 10_000;

    /** The futures inside have succeeded: a failed request is removed before it completes. */
    private final AsyncCache<K, Future<V>> values;

    private final Predicate<V> isFresh;

    private SingleFlightCache(AsyncCache<K, Future<V>> values, Predicate<V> isFresh) {
        this.values = values;
        this.isFresh = isFresh;
    }

    /** A cache of values that are valid for this long. */
    public static <K, V> SingleFlightCache<K, V> of(Duration lifetime) {
        return of(Caffeine.newBuilder().maximumSize(MAX_VALUES).expireAfterWrite(lifetime), value -> true);
    }

    /**
     * A cache of values that may become invalid before they expire.
     *
     * @param bounds how many values are kept, and for how long at most
     * @param isFresh whether a value is still valid
     */
    public static <K, V> SingleFlightCache<K, V> of(Caffeine<Object, Object> bounds, Predicate<V> isFresh) {
        return new SingleFlightCache<>(bounds.buildAsync(), isFresh);
    }

    /** The valid value that is cached under a key; empty also while one is requested. */
    public Optional<V> cached(K key) {
        return Optional.ofNullable(values.synchronous().getIfPresent(key))
                .map(Future::result)
                .filter(isFresh);
    }

    /** The value of a key: cached, or from the request that is running for it, or by running {@code request}. */
    public Future<V> get(K key, Supplier<Future<V>> request) {
        Future<V> cached = values.synchronous().getIfPresent(key);
        return cached != null && isFresh.test(cached.result()) ? cached : share(key, request);
    }

    /** Removes the value of a key. The result of a running request is for those who wait, and is not cached. */
    public void invalidate(K key) {
        values.asMap().remove(key);
    }

    /** Removes the cached value of a key if {@code isWrong} accepts it. */
    public void invalidateIf(K key, Predicate<V> isWrong) {
        CompletableFuture<Future<V>> cached = values.getIfPresent(key);
        if (cached != null && cached.isDone() && isWrong.test(cached.join().result())) {
            values.asMap().remove(key, cached);
        }
    }

    private Future<V> share(K key, Supplier<Future<V>> request) {
        invalidateIf(key, isFresh.negate());
        CompletableFuture<Future<V>> own = new CompletableFuture<>();
        AtomicBoolean isFirst = new AtomicBoolean();
        CompletableFuture<Future<V>> shared = values.get(key, (ignored, executor) -> {
            isFirst.set(true);
            return own;
        });
        if (isFirst.get()) {
            // A request that throws fails its future here.
            Future.succeededFuture().compose(ignored -> request.get()).onComplete(ended -> {
                if (ended.failed()) {
                    values.asMap().remove(key, own);
                }
                own.complete(
                        ended.succeeded()
                                ? Future.succeededFuture(ended.result())
                                : Future.failedFuture(ended.cause()));
            });
        }
        // Each caller continues on its own event loop.
        Context context = Vertx.currentContext();
        return (context == null ? Future.fromCompletionStage(shared) : Future.fromCompletionStage(shared, context))
                .compose(Function.identity());
    }
}
