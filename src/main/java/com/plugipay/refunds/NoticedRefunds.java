package com.plugipay.refunds;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.Questions;
import com.plugipay.db.Origin;
import com.plugipay.problems.Problem;
import com.plugipay.providers.Command;
import com.plugipay.providers.Notice;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Providers;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears of refunds from providers: of ours, which it settles, and of those that were made without us. */
final class NoticedRefunds implements RefundNotices {
    private final Refunds settling;
    private final RefundStore refunds;
    private final AttemptStore attempts;
    private final ForeignRefunds foreign;
    private final Providers providers;
    private final Questions questions;

    NoticedRefunds(
            Refunds settling,
            RefundStore refunds,
            AttemptStore attempts,
            ForeignRefunds foreign,
            Providers providers,
            Questions questions) {
        this.settling = settling;
        this.refunds = refunds;
        this.attempts = attempts;
        this.foreign = foreign;
        this.providers = providers;
        this.questions = questions;
    }

    @Override
    public Future<Optional<Attempt>> attempt(Tenant tenant, Notice.OfRefund notice) {
        String id = notice.refundId();
        return id == null
                ? Future.succeededFuture(Optional.empty())
                : refunds.find(tenant, id)
                        .compose(found -> found.isEmpty()
                                ? Future.succeededFuture(Optional.empty())
                                : attempts.ofPayment(tenant, found.get().paymentId()));
    }

    @Override
    public Future<Void> notice(Origin origin, Attempt attempt, Notice.OfRefund notice) {
        return known(origin, attempt, notice)
                .compose(found -> found.isPresent()
                        ? told(origin, attempt, found.get(), notice.providerReference())
                        : lookUp(origin, attempt, null, notice.providerReference(), 0)
                                .compose(outcome -> learn(origin, attempt, notice, outcome)));
    }

    /** What has succeeded has nothing more to tell; what has failed may have come back after all, and is never made again. */
    private Future<Void> told(Origin origin, Attempt attempt, Refund refund, @Nullable String told) {
        String reference = refund.providerReference() == null ? told : refund.providerReference();
        return switch (refund.status()) {
            case SUCCEEDED -> Future.succeededFuture();
            case FAILED ->
                reference == null
                        ? Future.succeededFuture()
                        : lookUp(origin, attempt, refund.id(), reference, refund.amount())
                                .compose(outcome -> outcome instanceof Outcome.Succeeded
                                        ? settling.settle(origin, refund.accepted(reference, origin.now()), outcome, 0)
                                                .mapEmpty()
                                        : Future.succeededFuture());
            case PENDING ->
                lookUp(origin, attempt, refund.id(), reference, refund.amount())
                        .compose(outcome -> settling.settle(origin, refund, outcome, 0))
                        .mapEmpty();
        };
    }

    private Future<Outcome> lookUp(
            Origin origin, Attempt attempt, @Nullable String refundId, @Nullable String reference, long amount) {
        return questions.ofNotice(
                attempt.id(),
                () -> providers.ask(
                        attempt.provider(),
                        new Command.LookUpRefund(origin.tenant(), refundId, reference, attempt.charge(), amount)));
    }

    /** Nobody else asks about a refund that we never heard of: while its end is unknown, the notice has to be kept. */
    private Future<Void> learn(Origin origin, Attempt attempt, Notice.OfRefund notice, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded ->
                succeeded.currency().equals(attempt.currency())
                        ? foreign.book(origin, attempt, succeeded.amount(), reference(notice, succeeded))
                        : Future.failedFuture(Problem.CONFLICT.saying("The refund is in another currency."));
            case Outcome.Declined ignored -> Future.succeededFuture();
            case Outcome.Rejected ignored -> Future.succeededFuture();
            default -> Future.failedFuture(Problem.PROVIDER_TIMEOUT.here());
        };
    }

    private Future<Optional<Refund>> known(Origin origin, Attempt attempt, Notice.OfRefund notice) {
        String id = notice.refundId();
        String reference = notice.providerReference();
        Future<Optional<Refund>> byId =
                id == null ? Future.succeededFuture(Optional.empty()) : refunds.find(origin.tenant(), id);
        return byId.compose(found -> found.isPresent() || reference == null
                ? Future.succeededFuture(found)
                : refunds.byReference(origin.tenant(), attempt.provider(), reference));
    }

    private static @Nullable String reference(Notice.OfRefund notice, Outcome.Succeeded succeeded) {
        String told =
                succeeded.providerReference() == null ? notice.providerReference() : succeeded.providerReference();
        return told == null ? notice.refundId() : told;
    }
}
