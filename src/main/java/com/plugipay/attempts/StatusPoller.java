package com.plugipay.attempts;

import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * Polls one provider for the attempts that are due: unknown outcomes, callbacks that never came, canceled attempts, and fees.
 */
public final class StatusPoller extends ClaimedWork<Attempt> {
    private static final Actor POLL = Actor.timer("look_up", "Look-up at the provider");
    private static final int BATCH = 50;

    /** When the provider cannot be asked for a fee, it is asked again after this time. */
    private static final Duration FEE_INTERVAL = Duration.ofHours(1);

    /** For so long after the attempt's start. */
    private static final Duration FEE_AWAITED = Duration.ofDays(7);

    private final ChargeService charges;
    private final Settler settler;

    private StatusPoller(ProviderKind provider, Claims claims, ChargeService charges, Settler settler) {
        super(claims, AttemptStore.DUE, provider.text(), AttemptRow::read);
        this.charges = charges;
        this.settler = settler;
    }

    /** The polls of one provider: a slow provider does not delay those of the others. */
    public static Work of(ProviderKind provider, Claims claims, ChargeService charges, Settler settler) {
        StatusPoller poller = new StatusPoller(provider, claims, charges, settler);
        return Work.callingProviders(provider.text() + "-status-polls", Duration.ofSeconds(1), BATCH, poller);
    }

    @Override
    public Future<WorkResult> run(Claimed<Attempt> claimed, Instant now) {
        Attempt attempt = claimed.read();
        ChangeContext context = ChangeContext.worker(attempt.tenant(), POLL, now);
        return switch (attempt.status()) {
            case STARTING ->
                charges.ask(attempt)
                        .compose(outcome -> outcome instanceof Outcome.Pending
                                ? withdraw(context, attempt)
                                : settle(context, attempt, outcome));
            case ACTIVE -> charges.ask(attempt).compose(outcome -> settle(context, attempt, outcome));
            case CANCELED -> cancel(context, attempt);
            case SUCCEEDED -> attempt.awaitsStoredMethod() ? pollStored(context, attempt) : pollFee(context, attempt);
            case FAILED, REVIEW -> Future.succeededFuture(WorkResult.DONE);
        };
    }

    /** Cancels a charge whose response was lost: the buyer was never shown how to pay it. */
    private Future<WorkResult> withdraw(ChangeContext context, Attempt attempt) {
        return charges.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(context, attempt, "answer_lost", "The provider's answer was lost. Please try again.")
                        : Future.succeededFuture(again(context, attempt, outcome)));
    }

    private Future<WorkResult> cancel(ChangeContext context, Attempt attempt) {
        return charges.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(context, attempt, "canceled", "Canceled at the provider.")
                        : charges.ask(attempt).compose(found -> settle(context, attempt, found)));
    }

    private Future<WorkResult> end(ChangeContext context, Attempt attempt, String code, String message) {
        return settler.settle(context, attempt.id(), new Outcome.Declined(code, message))
                .map(WorkResult.DONE);
    }

    /** Asks for the payment method that the provider stores with a charge; the fee is asked for afterwards. */
    private Future<WorkResult> pollStored(ChangeContext context, Attempt attempt) {
        return charges.ask(attempt)
                .compose(outcome -> settler.settle(context, attempt.id(), outcome)
                        .map(settled -> settled.awaitsStoredMethod()
                                ? again(context, attempt, outcome)
                                : new WorkResult.Again(null, context.now())));
    }

    private Future<WorkResult> pollFee(ChangeContext context, Attempt attempt) {
        if (!attempt.provider().reportsFees() || attempt.isSetup()) {
            return Future.succeededFuture(WorkResult.DONE);
        }
        return charges.askFee(attempt).compose(outcome -> {
            Long fee = outcome instanceof Outcome.Succeeded succeeded ? succeeded.feeAmount() : null;
            if (!outcome.isKnown() && context.now().isBefore(attempt.createdAt().plus(FEE_AWAITED))) {
                return Future.succeededFuture(
                        new WorkResult.Again(null, context.now().plus(FEE_INTERVAL)));
            }
            return fee == null
                    ? Future.succeededFuture(again(context, attempt, outcome))
                    : settler.feeKnown(context, attempt.id(), fee).map(WorkResult.DONE);
        });
    }

    /**
     * Settles the outcome. An unknown one says nothing, until it was the last: then the attempt is put in review. Settled
     * before, it would set the time of the next poll, and this one would not be counted.
     */
    private Future<WorkResult> settle(ChangeContext context, Attempt attempt, Outcome outcome) {
        if (!outcome.isKnown() && !PollSchedule.isExhausted(attempt.lookUps() + 1)) {
            return Future.succeededFuture(again(context, attempt, outcome));
        }
        return settler.settle(context, attempt.id(), outcome).map(settled -> {
            boolean unchanged = settled.status() == attempt.status() && settled.lookUps() == attempt.lookUps();
            return unchanged && settled.nextLookUpAt() != null ? again(context, attempt, outcome) : WorkResult.DONE;
        });
    }

    /**
     * The result of a poll that changed nothing. When the provider asked to wait, the next poll is not before that. After the
     * last poll the attempt is given up, unless only its fee or its stored payment method was missing.
     */
    private static WorkResult again(ChangeContext context, Attempt attempt, Outcome outcome) {
        Instant scheduled = PollSchedule.next(attempt.status(), attempt.lookUps() + 1, context.now());
        Instant next =
                outcome instanceof Outcome.NotDone notDone ? notDone.notBefore(scheduled, context.now()) : scheduled;
        if (next != null) {
            return new WorkResult.Again(null, next);
        }
        boolean hasMoney = attempt.status() == Attempt.Status.SUCCEEDED;
        return hasMoney ? WorkResult.DONE : new WorkResult.GivenUp("outcome_unknown");
    }
}
