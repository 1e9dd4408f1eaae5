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
 * Which notices of money are believed as they are told, where their proof says who sends and not what: at Xendit. Asked back is
 * what is large, what differs from the charge, and what comes faster than this account ever had it; the rest is compared
 * with the provider's list later. No account is asked about more often than its quota allows: what has to be asked
 * and cannot be now waits.
 */
final class Confirmations {
    /** Under this name the adapter keeps the page on which the buyer pays: what is paid there has an id of its own. */
    private static final String HOSTED = "paymentSessionId";

    private final ProviderAccountCache accounts;
    private final CallbackPaces paces;
    private final MinuteCounts questions = new MinuteCounts();

    Confirmations(ProviderAccountCache accounts, CallbackPaces paces) {
        this.accounts = accounts;
        this.paces = paces;
    }

    /** How a notice of a charge is taken. */
    enum Confirmation {
        AS_TOLD,
        ASKED_BACK,
        LATER
    }

    /** @param receivedAt when the notice came, which may be long before it is worked */
    Future<Confirmation> of(Attempt attempt, CallbackEvent.OfCharge notice, Instant receivedAt, Instant now) {
        ProviderKind provider = attempt.provider();
        if (!provider.capabilities().believedCallbacks()) {
            return Future.succeededFuture(Confirmation.AS_TOLD);
        }
        Tenant tenant = attempt.tenant();
        if (notice.outcome() == null) {
            return Future.succeededFuture(ask(tenant, provider, now));
        }
        // No other outcome brings money, and a second payment of the same charge is for a person in any case.
        if (!(notice.outcome() instanceof Outcome.Succeeded paid) || attempt.hasMoney()) {
            return Future.succeededFuture(Confirmation.AS_TOLD);
        }
        return accounts.find(tenant, provider)
                .map(found -> found.map(ConfirmationPolicy::of).orElse(ConfirmationPolicy.STANDARD))
                .compose(policy -> paid.amount() <= policy.confirmAbove() && fits(attempt, notice, paid)
                        ? paces.isOrdinary(tenant, provider, policy.expectedPerMinute(), receivedAt, now)
                        : Future.succeededFuture(false))
                .map(isOrdinary -> isOrdinary ? Confirmation.AS_TOLD : ask(tenant, provider, now));
    }

    /** Whether the account may be asked about once more in this minute; that is counted. */
    boolean mayAsk(Tenant tenant, ProviderKind provider, Instant now) {
        return !provider.capabilities().believedCallbacks()
                || questions.take(tenant, provider, now, ConfirmationPolicy.questionsPerMinute(tenant.mode()));
    }

    private Confirmation ask(Tenant tenant, ProviderKind provider, Instant now) {
        return mayAsk(tenant, provider, now) ? Confirmation.ASKED_BACK : Confirmation.LATER;
    }

    private static boolean fits(Attempt attempt, CallbackEvent.OfCharge notice, Outcome.Succeeded paid) {
        boolean isReferenceKnown =
                notice.providerReference() != null && notice.providerReference().equals(attempt.providerReference());
        return paid.amount() == attempt.amount()
                && paid.currency().equals(attempt.currency())
                && (isReferenceKnown || attempt.providerData().containsKey(HOSTED));
    }
}
