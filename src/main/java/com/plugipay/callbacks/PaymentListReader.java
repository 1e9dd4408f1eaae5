package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.errors.ApiException;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.PaymentList;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the payments that a provider lists, within the account's quota, and polls those whose callbacks were lost. */
final class PaymentListReader {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentListReader.class);
    private static final Actor COMPARISON = Actor.timer("comparison", "Comparison with the provider's list");

    /** Each page may take two requests; all pages together are read well within a lease. */
    private static final int MOST_PAGES = 4;

    private static final int POLLS_AT_ONCE = 20;

    /** A callback follows its payment within seconds. The payment of one that was sent again after hours is not in the list. */
    private static final Duration CALLBACK_WITHIN = Duration.ofMinutes(2);

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(1);

    private final Providers providers;
    private final AttemptStore attempts;
    private final BiFunction<ChangeContext, Attempt, Future<Attempt>> polling;
    private final ConfirmationRules confirmations;

    /** @param polling asks the provider for the status of an attempt and settles it */
    PaymentListReader(
            Providers providers,
            AttemptStore attempts,
            BiFunction<ChangeContext, Attempt, Future<Attempt>> polling,
            ConfirmationRules confirmations) {
        this.providers = providers;
        this.attempts = attempts;
        this.polling = polling;
        this.confirmations = confirmations;
    }

    /** Reads the payments around the times at which these callbacks came, which are all of one account. */
    Future<ListedPayments> around(List<StoredCallback> callbacks, Instant now) {
        Tenant tenant = callbacks.getFirst().tenant();
        ProviderKind provider = callbacks.getFirst().provider();
        Instant from = callbacks.getFirst().receivedAt();
        Instant to = from;
        for (StoredCallback callback : callbacks) {
            from = callback.receivedAt().isBefore(from) ? callback.receivedAt() : from;
            to = callback.receivedAt().isAfter(to) ? callback.receivedAt() : to;
        }
        PaymentList.Query first =
                new PaymentList.Query(tenant, from.minus(CALLBACK_WITHIN), to.plus(CLOCKS_DIFFER_BY), null);
        Future<ListedPayments> listed = confirmations.mayQuery(tenant, provider, now)
                ? providers.list(provider, first).map(ListedPayments.NOT_READ::and)
                : Future.succeededFuture(ListedPayments.NOT_READ);
        for (int page = 1; page < MOST_PAGES; page++) {
            listed = listed.compose(before -> before.next() == null || !confirmations.mayQuery(tenant, provider, now)
                    ? Future.succeededFuture(before)
                    : providers
                            .list(provider, new PaymentList.Query(tenant, first.from(), first.to(), before.next()))
                            .map(before::and));
        }
        return listed;
    }

    /** Polls attempts that the provider lists as paid and that are not paid here. */
    Future<Void> pollUnpaid(Tenant tenant, ProviderKind provider, ListedPayments listed, Instant now) {
        Set<String> ids = listed.chargeIds();
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        return attempts.unpaid(tenant, provider, ids)
                .compose(unpaid -> Future.join(unpaid.stream()
                        .limit(POLLS_AT_ONCE)
                        .filter(attempt -> confirmations.mayQuery(tenant, provider, now))
                        .map(attempt -> poll(attempt, now))
                        .toList()))
                .mapEmpty();
    }

    /** A failure is only logged: the attempt is polled again by its schedule. */
    private Future<Void> poll(Attempt attempt, Instant now) {
        return polling.apply(ChangeContext.worker(attempt.tenant(), COMPARISON, now), attempt)
                .<Void>mapEmpty()
                .otherwise(failure -> {
                    LOG.atWarn()
                            .addKeyValue("attempt", attempt.id())
                            .addKeyValue("code", ApiException.codeOf(failure))
                            .log("Cannot poll a payment that the provider lists");
                    return null;
                });
    }
}
