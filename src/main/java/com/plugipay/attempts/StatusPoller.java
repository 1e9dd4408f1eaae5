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
 * Asks one provider what became of the attempts whose time has come: unknown outcomes, callbacks that never came, attempts
 * that were given up, and fees.
 */
public final class StatusPoller extends ClaimedWork<Attempt> {
    private static final Actor LOOK_UP = Actor.timer("look_up", "Look-up at the provider");
    private static final int BATCH = 50;

    /** A provider that could not be asked about a fee is asked again this much later, for so long. */
    private static final Duration FEE_LATER = Duration.ofHours(1);

    private static final Duration FEE_AWAITED = Duration.ofDays(7);

    private final ChargeService charging;
    private final Settler settler;

    private StatusPoller(ProviderKind provider, Claims claims, ChargeService charging, Settler settler) {
        super(claims, AttemptStore.DUE, provider.text(), AttemptRow::read);
        this.charging = charging;
        this.settler = settler;
    }

    /** That of one provider: who waits for one's answers does not hold up the others. */
    public static Work of(ProviderKind provider, Claims claims, ChargeService charging, Settler settler) {
        StatusPoller lookUps = new StatusPoller(provider, claims, charging, settler);
        return Work.asking(provider.text() + "-look-ups", Duration.ofSeconds(1), BATCH, lookUps);
    }

    @Override
    public Future<WorkResult> run(Claimed<Attempt> claimed, Instant now) {
        Attempt attempt = claimed.read();
        ChangeContext origin = ChangeContext.worker(attempt.tenant(), LOOK_UP, now);
        return switch (attempt.status()) {
            case STARTING ->
                charging.ask(attempt)
                        .compose(outcome -> outcome instanceof Outcome.Pending
                                ? withdraw(origin, attempt)
                                : settle(origin, attempt, outcome));
            case ACTIVE -> charging.ask(attempt).compose(outcome -> settle(origin, attempt, outcome));
            case CANCELED -> cancel(origin, attempt);
            case SUCCEEDED -> fee(origin, attempt);
            case FAILED, REVIEW -> Future.succeededFuture(WorkResult.DONE);
        };
    }

    /** The answer to the charge was lost, and the buyer was never shown what to do: this charge is of no use. */
    private Future<WorkResult> withdraw(ChangeContext origin, Attempt attempt) {
        return charging.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(origin, attempt, "answer_lost", "The provider's answer was lost. Please try again.")
                        : Future.succeededFuture(again(origin, attempt, outcome)));
    }

    private Future<WorkResult> cancel(ChangeContext origin, Attempt attempt) {
        return charging.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(origin, attempt, "canceled", "Canceled at the provider.")
                        : charging.ask(attempt).compose(found -> settle(origin, attempt, found)));
    }

    private Future<WorkResult> end(ChangeContext origin, Attempt attempt, String code, String message) {
        return settler.settle(origin, attempt.id(), new Outcome.Declined(code, message))
                .map(WorkResult.DONE);
    }

    private Future<WorkResult> fee(ChangeContext origin, Attempt attempt) {
        return charging.askFee(attempt).compose(outcome -> {
            Long fee = outcome instanceof Outcome.Succeeded succeeded ? succeeded.feeAmount() : null;
            if (!outcome.isAnswer() && origin.now().isBefore(attempt.createdAt().plus(FEE_AWAITED))) {
                return Future.succeededFuture(
                        new WorkResult.Again(null, origin.now().plus(FEE_LATER)));
            }
            return fee == null
                    ? Future.succeededFuture(again(origin, attempt, outcome))
                    : settler.feeKnown(origin, attempt.id(), fee).map(WorkResult.DONE);
        });
    }

    private Future<WorkResult> settle(ChangeContext origin, Attempt attempt, Outcome outcome) {
        return settler.settle(origin, attempt.id(), outcome).map(settled -> {
            boolean unchanged = settled.status() == attempt.status() && settled.lookUps() == attempt.lookUps();
            return unchanged && settled.nextLookUpAt() != null ? again(origin, attempt, outcome) : WorkResult.DONE;
        });
    }

    /**
     * A look-up that told nothing new; a provider that asked us to wait is not asked before. After the last of them only a
     * fee can do without an answer.
     */
    private static WorkResult again(ChangeContext origin, Attempt attempt, Outcome outcome) {
        Instant scheduled = PollSchedule.next(attempt.status(), attempt.lookUps() + 1, origin.now());
        Instant next =
                outcome instanceof Outcome.NotDone notDone ? notDone.notBefore(scheduled, origin.now()) : scheduled;
        if (next != null) {
            return new WorkResult.Again(null, next);
        }
        boolean isDone = attempt.status() == Attempt.Status.SUCCEEDED;
        return isDone ? WorkResult.DONE : new WorkResult.GivenUp("outcome_unknown");
    }
}
