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
 * Bounds what people without a key make us ask providers, with the merchant's account and out of its quota. What is not
 * asked now is found by a callback or by the scheduled look-up.
 */
public final class QueryQuota {
    /** What a buyer is told again is at most this old. */
    private static final Rate OF_ATTEMPT = new Rate(1, 1, Duration.ofSeconds(5));

    /** More than any charge has notices, each refund of it included; a forged or repeated one may follow each other. */
    private static final Rate OF_NOTICES = new Rate(60, 12, Duration.ofMinutes(1));

    private final Buckets<String> attempts = new Buckets<>(OF_ATTEMPT);
    private final Buckets<String> notices = new Buckets<>(OF_NOTICES);
    private final Buckets<Account> accounts;
    private final Map<String, Future<Attempt>> running = new ConcurrentHashMap<>();

    private record Account(Tenant tenant, ProviderKind provider) {}

    /** @param ofAccount how often buyers may have one workspace's account at one provider asked */
    public QueryQuota(Rate ofAccount) {
        this.accounts = new Buckets<>(ofAccount);
    }

    /**
     * Asks about an attempt because its buyer is back. Who comes while that runs gets the same answer, and who comes soon
     * after it, or after too many others, the attempt as it was read.
     */
    Future<Attempt> ofBuyer(Attempt attempt, Supplier<Future<Attempt>> question) {
        Future<Attempt> asked = running.get(attempt.id());
        if (asked != null) {
            return asked;
        }
        if (!attempts.take(attempt.id()).isGranted()
                || !accounts.take(new Account(attempt.tenant(), attempt.provider()))
                        .isGranted()) {
            return Future.succeededFuture(attempt);
        }
        Promise<Attempt> answer = Promise.promise();
        running.put(attempt.id(), answer.future());
        return Future.succeededFuture()
                .compose(ask -> question.get())
                .onComplete(known -> running.remove(attempt.id(), answer.future()))
                .onComplete(answer);
    }

    /** Asks about a charge or its refunds because of a notice that does not say enough; fails after too many of these. */
    public <T> Future<T> ofNotice(String chargeId, Supplier<Future<T>> question) {
        Allowance allowance = notices.take(chargeId);
        return allowance.isGranted()
                ? question.get()
                : Future.failedFuture(ErrorCode.RATE_LIMITED.exception().after(allowance.untilNext()));
    }
}
