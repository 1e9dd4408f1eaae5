package com.plugipay.refunds;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.RequestLifetime;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends money back. The intention and the reservation are committed before a provider is asked; what it answers, what its
 * callbacks say and what look-ups find ends in the same settlement.
 */
public final class Refunds {
    private final RefundStore refunds;
    private final PaymentStore payments;
    private final AttemptStore attempts;
    private final Providers providers;
    private final RefundCallbackHandler notices;
    private final ExternalRefunds foreign;

    public Refunds(
            RefundStore refunds,
            PaymentStore payments,
            AttemptStore attempts,
            Providers providers,
            QueryQuota questions) {
        this.refunds = refunds;
        this.payments = payments;
        this.attempts = attempts;
        this.providers = providers;
        this.foreign = new ExternalRefunds(refunds, payments);
        this.notices = new RefundCallbacks(this, refunds, attempts, foreign, providers, questions);
    }

    /** Who hears what providers tell of refunds. */
    public RefundCallbackHandler notices() {
        return notices;
    }

    /** Refunds a payment; fails when it is not paid, when that much does not remain, or when the provider refuses. */
    Future<Refund> create(ChangeContext origin, String paymentId, RefundInput input) {
        return Rounds.until(() -> createOnce(origin, paymentId, input));
    }

    /** None when all that remained was asked for, and that has changed meanwhile. */
    private Future<Optional<Refund>> createOnce(ChangeContext origin, String paymentId, RefundInput input) {
        return payments.find(origin.tenant(), paymentId)
                .map(Refund::refundable)
                .compose(payment -> amount(origin, payment, input.amount()).compose(amount -> {
                    ProviderKind provider = input.isManual() || payment.provider() == null
                            ? ProviderKind.confirmedByHand()
                            : payment.provider();
                    Refund refund = Refund.pending(
                            payment, amount, input.reasonOrOther(), provider, input.metadata(), origin.now());
                    return refunds.intend(origin, refund, origin.now().plus(RequestLifetime.LONGEST))
                            .compose(intended -> {
                                if (intended) {
                                    return ask(refund)
                                            .compose(outcome -> firstAnswered(origin, refund, outcome))
                                            .map(Optional::of);
                                }
                                return input.amount() == null
                                        ? Future.succeededFuture(Optional.empty())
                                        : Future.failedFuture(ErrorCode.AMOUNT_NOT_REFUNDABLE.forField(
                                                "amount", "More than what remains of the payment."));
                            });
                }));
    }

    /** Goes on with a refund whose request lost its process before it was answered. */
    Future<Refund> resume(ChangeContext origin, String refundId) {
        return refunds.resume(origin, refundId, origin.now().plus(RequestLifetime.LONGEST))
                .compose(pending -> pending.map(
                                refund -> ask(refund).compose(outcome -> answered(origin, refund, outcome)))
                        .orElseGet(() -> find(origin, refundId)));
    }

    /** Makes of an outcome what follows from it; gives the refund as it then is. */
    Future<Refund> settle(ChangeContext origin, Refund refund, Outcome outcome, int lookUps) {
        return settle(origin, refund, outcome, lookUps, RefundCondition.PENDING);
    }

    /**
     * The same of what a poll has found out. Only a success counts where the refund has changed since it was read: its
     * provider may be asked for it once more, after it was found not to know it.
     */
    Future<Refund> settlePolled(ChangeContext origin, Refund refund, Outcome outcome, int lookUps) {
        return settle(origin, refund, outcome, lookUps, RefundCondition.unchanged(refund));
    }

    private Future<Refund> settle(
            ChangeContext origin, Refund refund, Outcome outcome, int lookUps, RefundCondition condition) {
        @Nullable Instant later = WorkSchedule.later(lookUps, origin.now());
        return switch (outcome) {
            case Outcome.Succeeded succeeded ->
                succeeded.amount() == refund.amount() && succeeded.currency().equals(refund.currency())
                        ? end(
                                origin,
                                refund.succeeded(succeeded.providerReference(), origin.now()),
                                RefundCondition.PENDING)
                        : note(origin, refund, true, later, condition);
            case Outcome.Declined declined ->
                end(origin, refund.failed(declined.code(), declined.message(), origin.now()), condition);
            case Outcome.Rejected rejected ->
                end(origin, refund.failed(rejected.code(), rejected.message(), origin.now()), condition);
            case Outcome.Pending pending ->
                note(origin, refund.accepted(pending.providerReference(), origin.now()), false, later, condition);
            case Outcome.Held held ->
                note(origin, refund.accepted(held.providerReference(), origin.now()), false, later, condition);
            // It may have been sent before: to be turned away now tells nothing of that.
            case Outcome.NotDone notDone ->
                note(origin, refund, true, notDone.notBefore(later, origin.now()), condition);
            case Outcome.Unknown ignored -> note(origin, refund, true, later, condition);
            case Outcome.NeedsAction ignored -> note(origin, refund, true, later, condition);
            case Outcome.Reversed reversed ->
                end(origin, refund.failed("reversed", reversed.reason(), origin.now()), condition);
        };
    }

    /** What became of a refund? */
    Future<Outcome> lookUp(Refund refund) {
        return charge(refund)
                .compose(charge -> providers.ask(
                        provider(refund),
                        new Command.QueryRefund(
                                refund.tenant(), refund.id(), refund.providerReference(), charge, refund.amount())));
    }

    /** The bank or the provider has taken back what is left of a payment. */
    public Future<Void> reversed(ChangeContext origin, Attempt attempt, @Nullable String reference) {
        return foreign.reversed(origin, attempt, reference);
    }

    private Future<Outcome> ask(Refund refund) {
        return charge(refund)
                .compose(charge -> providers.ask(
                        provider(refund),
                        new Command.Refund(
                                refund.tenant(),
                                refund.id(),
                                charge,
                                refund.amount(),
                                refund.currency(),
                                refund.reason().text())));
    }

    private Future<Refund> answered(ChangeContext origin, Refund refund, Outcome outcome) {
        return settle(origin, refund, outcome, 0).compose(settled -> RefundResponse.of(settled, outcome));
    }

    /**
     * What was certainly not done has failed: its money can be refunded again at once, by a repeat of the request. If a repeat
     * has come already and asked the provider once more, what that was told counts: the refund stays as it is.
     */
    private Future<Refund> firstAnswered(ChangeContext origin, Refund refund, Outcome outcome) {
        return outcome instanceof Outcome.NotDone notDone
                ? end(
                                origin,
                                refund.failed(notDone.code(), notDone.message(), origin.now()),
                                RefundCondition.unchanged(refund),
                                Write::release)
                        .compose(ended -> RefundResponse.of(ended, outcome))
                : answered(origin, refund, outcome);
    }

    private Future<Refund> note(
            ChangeContext origin, Refund refund, boolean uncertain, @Nullable Instant next, RefundCondition condition) {
        return refunds.note(origin, refund, uncertain || next == null, next, condition)
                .map(refund);
    }

    /** Reads the payment, decides what the end of the refund makes of it, writes both; again when it was too late. */
    private Future<Refund> end(ChangeContext origin, Refund decided, RefundCondition condition) {
        return end(origin, decided, condition, write -> write);
    }

    /**
     * @param condition what else has to be true of the pending refund; else it stays as it is
     * @param ofFailure what else is written where the refund has failed
     */
    private Future<Refund> end(
            ChangeContext origin, Refund decided, RefundCondition condition, UnaryOperator<Write> ofFailure) {
        return Rounds.until(() -> endOnce(origin, decided, condition, ofFailure));
    }

    private Future<Optional<Refund>> endOnce(
            ChangeContext origin, Refund decided, RefundCondition condition, UnaryOperator<Write> ofFailure) {
        return find(origin, decided.id()).compose(current -> {
            Refund refund = decided.following(current);
            if (current.status() != Refund.Status.PENDING) {
                boolean isBackAfterAll =
                        current.status() == Refund.Status.FAILED && refund.status() == Refund.Status.SUCCEEDED;
                return isBackAfterAll
                        ? attempt(current)
                                .compose(attempt -> foreign.book(
                                        origin, attempt, refund.amount(), referenceAfterAll(current, refund)))
                                .map(Optional.of(current))
                        : Future.succeededFuture(Optional.of(current));
            }
            if (!condition.isMetBy(current)) {
                return Future.succeededFuture(Optional.of(current));
            }
            return payments.find(origin.tenant(), refund.paymentId())
                    .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                    .compose(payment -> {
                        boolean isBack = refund.status() == Refund.Status.SUCCEEDED;
                        return refunds.end(
                                origin,
                                refund,
                                condition,
                                payment,
                                refund.applyTo(payment, origin.now()),
                                isBack ? write -> write.respond(refund) : ofFailure);
                    })
                    .map(ended -> Optional.of(refund).filter(written -> ended));
        });
    }

    /** The provider's own is that of the refund that has failed already, where it was known before that. */
    private static String referenceAfterAll(Refund failed, Refund succeeded) {
        String told = succeeded.providerReference();
        return told == null || told.equals(failed.providerReference()) ? failed.id() : told;
    }

    private Future<Long> amount(ChangeContext origin, Payment payment, @Nullable Long asked) {
        if (asked != null) {
            return Future.succeededFuture(asked);
        }
        return refunds.remaining(origin.tenant(), payment.id()).map(remaining -> {
            if (remaining <= 0) {
                throw ErrorCode.AMOUNT_NOT_REFUNDABLE.withMessage("Nothing remains of the payment.");
            }
            return remaining;
        });
    }

    private Future<Refund> find(ChangeContext origin, String refundId) {
        return refunds.find(origin.tenant(), refundId).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** A transfer that nobody had asked for was never charged; only the merchant can send it back. */
    private Future<ChargeReference> charge(Refund refund) {
        return provider(refund).isConfirmedByHand()
                ? Future.succeededFuture(new ChargeReference(
                        refund.paymentId(), Method.BANK_TRANSFER, refund.amount(), refund.currency(), null, Map.of()))
                : attempt(refund).map(Attempt::charge);
    }

    private Future<Attempt> attempt(Refund refund) {
        return attempts.ofPayment(refund.tenant(), refund.paymentId())
                .map(found ->
                        found.orElseThrow(() -> new IllegalStateException(refund.paymentId() + " has no attempt")));
    }

    private static ProviderKind provider(Refund refund) {
        return refund.provider() == null ? ProviderKind.confirmedByHand() : refund.provider();
    }
}
