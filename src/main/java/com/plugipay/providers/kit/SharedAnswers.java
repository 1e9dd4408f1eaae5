package com.plugipay.providers.kit;

import com.github.benmanes.caffeine.cache.Cache;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers that are asked for once for all who wait, and kept while they are fresh. For all event loops. */
public final class SharedAnswers<K, V> {
    private final Cache<K, Future<V>> known;
    private final Predicate<V> isFresh;

    /**
     * None yet.
     *
     * @param known how many are kept, and for how long at most
     * @param isFresh whether an answer is still good; one that failed never is
     */
    public SharedAnswers(Cache<K, Future<V>> known, Predicate<V> isFresh) {
        this.known = known;
        this.isFresh = isFresh;
    }

    /** The answer that is known or awaited; asks for it when there is none. */
    public Future<V> get(K key, Supplier<Future<V>> ask) {
        Promise<V> promise = Promise.promise();
        Future<V> fresh = promise.future();
        Future<V> chosen = known.asMap().compute(key, (ignored, old) -> old == null || isStale(old) ? fresh : old);
        if (chosen.equals(fresh)) {
            Future.succeededFuture().compose(ignored -> ask.get()).onComplete(promise);
        }
        return chosen;
    }

    /** Forgets an answer that has come and is such a one. */
    public void forget(K key, Predicate<V> isWrong) {
        known.asMap()
                .computeIfPresent(key, (ignored, old) -> old.succeeded() && isWrong.test(old.result()) ? null : old);
    }

    private boolean isStale(Future<V> answer) {
        return answer.isComplete() && !(answer.succeeded() && isFresh.test(answer.result()));
    }
}
