package com.plugipay.attempts;

import com.plugipay.audit.Actor;
import com.plugipay.db.Origin;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Asks providers what became of the attempts whose time has come: unknown outcomes, callbacks that never came, attempts
 * that were given up, and fees. Any number of nodes share the work.
 */
public final class LookUps {
    private static final Actor LOOK_UP = Actor.timer("look_up", "Look-up at the provider");
    private static final int BATCH = 50;

    private final AttemptStore attempts;
    private final Charging charging;
    private final Settler settler;

    public LookUps(AttemptStore attempts, Charging charging, Settler settler) {
        this.attempts = attempts;
        this.charging = charging;
        this.settler = settler;
    }

    /** Works off what is due at that provider now, overdue ones included. */
    public Future<Void> run(ProviderKind provider, Instant now) {
        return attempts.claimDue(provider, now, BATCH)
                .compose(due -> Future.join(due.stream()
                                .map(attempt -> lookUp(attempt, now).otherwiseEmpty())
                                .toList())
                        .map(due.size()))
                .compose(done -> done < BATCH ? Future.succeededFuture() : run(provider, now));
    }

    private Future<Void> lookUp(Attempt attempt, Instant now) {
        Origin origin = Origin.worker(attempt.tenant(), LOOK_UP, now);
        return switch (attempt.status()) {
            case STARTING ->
                charging.ask(attempt)
                        .compose(outcome -> outcome instanceof Outcome.Pending
                                ? withdraw(origin, attempt)
                                : settle(origin, attempt, outcome));
            case ACTIVE -> charging.ask(attempt).compose(outcome -> settle(origin, attempt, outcome));
            case CANCELED -> cancel(origin, attempt);
            case SUCCEEDED -> fee(origin, attempt);
            case FAILED, REVIEW -> attempts.lookAgain(attempt.tenant(), attempt, null);
        };
    }

    /** The answer to the charge was lost, and the buyer was never shown what to do: this charge is of no use. */
    private Future<Void> withdraw(Origin origin, Attempt attempt) {
        return charging.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(origin, attempt, "answer_lost", "The provider's answer was lost. Please try again.")
                        : lookAgain(origin, attempt));
    }

    private Future<Void> cancel(Origin origin, Attempt attempt) {
        return charging.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(origin, attempt, "canceled", "Canceled at the provider.")
                        : charging.ask(attempt).compose(found -> settle(origin, attempt, found)));
    }

    private Future<Void> end(Origin origin, Attempt attempt, String code, String message) {
        return settler.settle(origin, attempt.id(), new Outcome.Declined(code, message))
                .mapEmpty();
    }

    private Future<Void> fee(Origin origin, Attempt attempt) {
        return charging.askFee(attempt).compose(outcome -> {
            Long fee = outcome instanceof Outcome.Succeeded succeeded ? succeeded.feeAmount() : null;
            return fee == null
                    ? lookAgain(origin, attempt)
                    : settler.feeKnown(origin, attempt.id(), fee).mapEmpty();
        });
    }

    private Future<Void> settle(Origin origin, Attempt attempt, Outcome outcome) {
        return settler.settle(origin, attempt.id(), outcome).compose(settled -> {
            boolean unchanged = settled.status() == attempt.status() && settled.lookUps() == attempt.lookUps();
            return unchanged && settled.nextLookUpAt() != null ? lookAgain(origin, attempt) : Future.succeededFuture();
        });
    }

    private Future<Void> lookAgain(Origin origin, Attempt attempt) {
        Instant next = LookUpSchedule.next(attempt.status(), attempt.lookUps() + 1, origin.now());
        return attempts.lookAgain(attempt.tenant(), attempt, next);
    }
}
