package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Accounts;
import com.plugipay.providers.ConfirmationPolicy;
import com.plugipay.providers.Notice;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
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

    private final Accounts accounts;
    private final NoticePaces paces;
    private final MinuteCounts questions = new MinuteCounts();

    Confirmations(Accounts accounts, NoticePaces paces) {
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
    Future<Confirmation> of(Attempt attempt, Notice.OfCharge notice, Instant receivedAt, Instant now) {
        if (attempt.provider() != ProviderKind.XENDIT) {
            return Future.succeededFuture(Confirmation.AS_TOLD);
        }
        Tenant tenant = attempt.tenant();
        if (notice.outcome() == null) {
            return Future.succeededFuture(ask(tenant, now));
        }
        // No other outcome brings money, and a second payment of the same charge is for a person in any case.
        if (!(notice.outcome() instanceof Outcome.Succeeded paid) || attempt.hasMoney()) {
            return Future.succeededFuture(Confirmation.AS_TOLD);
        }
        return accounts.find(tenant, ProviderKind.XENDIT)
                .map(found -> found.map(ConfirmationPolicy::of).orElse(ConfirmationPolicy.STANDARD))
                .compose(policy -> paid.amount() <= policy.confirmAbove() && fits(attempt, notice, paid)
                        ? paces.isOrdinary(tenant, ProviderKind.XENDIT, policy.expectedPerMinute(), receivedAt, now)
                        : Future.succeededFuture(false))
                .map(isOrdinary -> isOrdinary ? Confirmation.AS_TOLD : ask(tenant, now));
    }

    /** Whether the account may be asked about once more in this minute; that is counted. */
    boolean mayAsk(Tenant tenant, ProviderKind provider, Instant now) {
        return provider != ProviderKind.XENDIT
                || questions.take(tenant, now, ConfirmationPolicy.questionsPerMinute(tenant.mode()));
    }

    private Confirmation ask(Tenant tenant, Instant now) {
        return mayAsk(tenant, ProviderKind.XENDIT, now) ? Confirmation.ASKED_BACK : Confirmation.LATER;
    }

    private static boolean fits(Attempt attempt, Notice.OfCharge notice, Outcome.Succeeded paid) {
        boolean isReferenceKnown =
                notice.providerReference() != null && notice.providerReference().equals(attempt.providerReference());
        return paid.amount() == attempt.amount()
                && paid.currency().equals(attempt.currency())
                && (isReferenceKnown || attempt.providerData().containsKey(HOSTED));
    }
}
