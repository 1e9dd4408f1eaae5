package com.plugipay.attempts;

import com.plugipay.errors.ErrorCode;
import com.plugipay.limits.Allowance;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.Rate;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Limits the status queries that people without an API key cause, because they use up the quota of the merchant's account at
 * the provider. What is not queried now is found by a callback or by the next poll.
 */
public final class QueryQuota {
    /** The status that a returning buyer sees is at most this old. */
    private static final Rate OF_ATTEMPT = new Rate(1, 1, Duration.ofSeconds(5));

    /** More than the callbacks of any charge and its refunds; a forged or repeated callback may follow each of them. */
    private static final Rate OF_CALLBACKS = new Rate(60, 12, Duration.ofMinutes(1));

    private final Buckets<String> attempts = new Buckets<>(OF_ATTEMPT);
    private final Buckets<String> callbacks = new Buckets<>(OF_CALLBACKS);
    private final Buckets<Account> accounts;
    private final Map<String, Future<Attempt>> running = new ConcurrentHashMap<>();

    private record Account(Tenant tenant, ProviderKind provider) {}

    /** @param ofAccount how often buyers may cause queries with one workspace's account at one provider */
    public QueryQuota(Rate ofAccount) {
        this.accounts = new Buckets<>(ofAccount);
    }

    /**
     * Runs the query of an attempt whose buyer is back. While it runs, others get the same result; soon after it, or after too
     * many queries of others, they get the attempt as it was read.
     */
    Future<Attempt> ofBuyer(Attempt attempt, Supplier<Future<Attempt>> query) {
        Future<Attempt> concurrent = running.get(attempt.id());
        if (concurrent != null) {
            return concurrent;
        }
        if (!attempts.take(attempt.id()).isGranted()
                || !accounts.take(new Account(attempt.tenant(), attempt.provider()))
                        .isGranted()) {
            return Future.succeededFuture(attempt);
        }
        Promise<Attempt> result = Promise.promise();
        running.put(attempt.id(), result.future());
        return Future.succeededFuture()
                .compose(ready -> query.get())
                .onComplete(ended -> running.remove(attempt.id(), result.future()))
                .onComplete(result);
    }

    /** Runs the query of a charge or its refunds for a callback that has no outcome; fails after too many of these. */
    public <T> Future<T> ofNotice(String chargeId, Supplier<Future<T>> query) {
        Allowance allowance = callbacks.take(chargeId);
        return allowance.isGranted()
                ? query.get()
                : Future.failedFuture(ErrorCode.RATE_LIMITED.exception().after(allowance.untilNext()));
    }
}
