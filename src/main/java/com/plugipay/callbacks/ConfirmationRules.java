package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ConfirmationPolicy;
import com.plugipay.providers.accounts.ProviderAccountCache;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Decides which callbacks about payments are trusted although their proof does not cover their content, as at Xendit. The
 * provider is asked at once about large amounts, payments that differ from the charge, and callbacks that come faster than ever
 * before to the account; the other payments are compared with the provider's list later. No node queries an account more often
 * than its quota allows: further queries wait.
 */
final class ConfirmationRules {
    /** The adapter's name for the page on which the buyer pays: a payment made there has an id of its own. */
    private static final String HOSTED = "paymentSessionId";

    private final ProviderAccountCache accounts;
    private final CallbackPaces paces;
    private final MinuteCounts queries = new MinuteCounts();

    ConfirmationRules(ProviderAccountCache accounts, CallbackPaces paces) {
        this.accounts = accounts;
        this.paces = paces;
    }

    /** Whether the provider must confirm what a callback says, before it takes effect. */
    enum Confirmation {
        NOT_NEEDED,
        NEEDED,
        /** The account's quota of queries is used up. */
        NEEDED_LATER
    }

    /** @param receivedAt when the callback came, which may be long before it is processed */
    Future<Confirmation> decide(Attempt attempt, CallbackEvent.OfCharge event, Instant receivedAt, Instant now) {
        ProviderKind provider = attempt.provider();
        if (!provider.capabilities().trustedCallbacks()) {
            return Future.succeededFuture(Confirmation.NOT_NEEDED);
        }
        Tenant tenant = attempt.tenant();
        if (event.outcome() == null) {
            return Future.succeededFuture(query(tenant, provider, now));
        }
        // No other outcome brings money, and a second payment of the same charge goes to a person in any case.
        if (!(event.outcome() instanceof Outcome.Succeeded paid) || attempt.hasMoney()) {
            return Future.succeededFuture(Confirmation.NOT_NEEDED);
        }
        return accounts.find(tenant, provider)
                .map(found -> found.map(ConfirmationPolicy::of).orElse(ConfirmationPolicy.STANDARD))
                .compose(policy -> paid.amount() > policy.confirmAbove() || !isForCharge(attempt, event, paid)
                        ? Future.succeededFuture(query(tenant, provider, now))
                        : paces.check(tenant, provider, policy.expectedPerMinute(), receivedAt, now)
                                .map(check -> switch (check) {
                                    case WITHIN -> Confirmation.NOT_NEEDED;
                                    case EXCEEDED -> query(tenant, provider, now);
                                }));
    }

    /** Whether one more query of the account is allowed in this minute; if so, it is counted. */
    boolean mayQuery(Tenant tenant, ProviderKind provider, Instant now) {
        return !provider.capabilities().trustedCallbacks()
                || queries.take(tenant, provider, now, ConfirmationPolicy.queriesPerMinute(tenant.mode()));
    }

    private Confirmation query(Tenant tenant, ProviderKind provider, Instant now) {
        return mayQuery(tenant, provider, now) ? Confirmation.NEEDED : Confirmation.NEEDED_LATER;
    }

    private static boolean isForCharge(Attempt attempt, CallbackEvent.OfCharge event, Outcome.Succeeded paid) {
        boolean isReferenceKnown =
                event.providerReference() != null && event.providerReference().equals(attempt.providerReference());
        return paid.amount() == attempt.amount()
                && paid.currency().equals(attempt.currency())
                && (isReferenceKnown || attempt.providerData().containsKey(HOSTED));
    }
}
