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

/** Reads what a provider lists as paid, within the account's quota, and has looked up what nobody has told us of. */
final class PaymentLists {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentLists.class);
    private static final Actor COMPARISON = Actor.timer("comparison", "Comparison with the provider's list");

    /** Each may take as long as a request may, twice; all of them are read well within a lease. */
    private static final int MOST_PAGES = 4;

    private static final int LOOKED_UP_AT_ONCE = 20;

    /** A notice follows its payment within seconds. What was sent again after hours is not found, and asked about by itself. */
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(2);

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(1);

    private final Providers providers;
    private final AttemptStore attempts;
    private final BiFunction<ChangeContext, Attempt, Future<Attempt>> lookingUp;
    private final Confirmations confirmations;

    /** @param lookingUp asks what became of an attempt and has it settled */
    PaymentLists(
            Providers providers,
            AttemptStore attempts,
            BiFunction<ChangeContext, Attempt, Future<Attempt>> lookingUp,
            Confirmations confirmations) {
        this.providers = providers;
        this.attempts = attempts;
        this.lookingUp = lookingUp;
        this.confirmations = confirmations;
    }

    /** What was paid around the time in which these callbacks came; they are one account's. */
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
                new PaymentList.Query(tenant, from.minus(TOLD_WITHIN), to.plus(CLOCKS_DIFFER_BY), null);
        Future<ListedPayments> read = confirmations.mayAsk(tenant, provider, now)
                ? providers.list(provider, first).map(ListedPayments.NOT_READ::and)
                : Future.succeededFuture(ListedPayments.NOT_READ);
        for (int page = 1; page < MOST_PAGES; page++) {
            read = read.compose(before -> before.next() == null || !confirmations.mayAsk(tenant, provider, now)
                    ? Future.succeededFuture(before)
                    : providers
                            .list(provider, new PaymentList.Query(tenant, first.from(), first.to(), before.next()))
                            .map(before::and));
        }
        return read;
    }

    /** Looks up attempts that are listed as paid and of which we do not know that: their callbacks were lost. */
    Future<Void> lookUpUntold(Tenant tenant, ProviderKind provider, ListedPayments listed, Instant now) {
        Set<String> ids = listed.chargeIds();
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        return attempts.unpaid(tenant, provider, ids)
                .compose(unpaid -> Future.join(unpaid.stream()
                        .limit(LOOKED_UP_AT_ONCE)
                        .filter(attempt -> confirmations.mayAsk(tenant, provider, now))
                        .map(attempt -> lookUp(attempt, now))
                        .toList()))
                .mapEmpty();
    }

    /** It is only sooner than the schedule: what fails here is told, and asked for again there. */
    private Future<Void> lookUp(Attempt attempt, Instant now) {
        return lookingUp
                .apply(ChangeContext.worker(attempt.tenant(), COMPARISON, now), attempt)
                .<Void>mapEmpty()
                .otherwise(failure -> {
                    LOG.atWarn()
                            .addKeyValue("attempt", attempt.id())
                            .addKeyValue("code", ApiException.codeOf(failure))
                            .log("A payment that the provider lists could not be looked up");
                    return null;
                });
    }
}
