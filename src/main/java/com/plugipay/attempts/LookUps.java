package com.plugipay.attempts;

import com.plugipay.audit.Actor;
import com.plugipay.db.Claimed;
import com.plugipay.db.Claims;
import com.plugipay.db.Origin;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.DueWork;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks one provider what became of the attempts whose time has come: unknown outcomes, callbacks that never came, attempts
 * that were given up, and fees.
 */
public final class LookUps implements DueWork<Claimed<Attempt>> {
    private static final Actor LOOK_UP = Actor.timer("look_up", "Look-up at the provider");
    private static final int BATCH = 50;

    /** A provider that could not be asked about a fee is asked again this much later, for so long. */
    private static final Duration FEE_LATER = Duration.ofHours(1);

    private static final Duration FEE_AWAITED = Duration.ofDays(7);

    private final ProviderKind provider;
    private final Claims claims;
    private final Charging charging;
    private final Settler settler;

    private LookUps(ProviderKind provider, Claims claims, Charging charging, Settler settler) {
        this.provider = provider;
        this.claims = claims;
        this.charging = charging;
        this.settler = settler;
    }

    /** That of one provider: who waits for one's answers does not hold up the others. */
    public static Work of(ProviderKind provider, Claims claims, Charging charging, Settler settler) {
        LookUps lookUps = new LookUps(provider, claims, charging, settler);
        return Work.due(provider.text() + "-look-ups", Duration.ofSeconds(1), BATCH, lookUps);
    }

    @Override
    public Future<List<Claimed<Attempt>>> claim(Instant now, int most) {
        return claims.claim(AttemptStore.DUE, provider.text(), now, most, AttemptRow::read);
    }

    @Override
    public String id(Claimed<Attempt> attempt) {
        return attempt.id();
    }

    @Override
    public @Nullable Instant again(Claimed<Attempt> attempt, Instant now) {
        return WorkSchedule.later(attempt.tries(), now);
    }

    @Override
    public Future<?> end(List<Ended<Claimed<Attempt>>> ended, Instant now) {
        return claims.end(AttemptStore.DUE, ended, now);
    }

    @Override
    public Future<WorkResult> run(Claimed<Attempt> claimed, Instant now) {
        Attempt attempt = claimed.read();
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
            case FAILED, REVIEW -> Future.succeededFuture(WorkResult.DONE);
        };
    }

    /** The answer to the charge was lost, and the buyer was never shown what to do: this charge is of no use. */
    private Future<WorkResult> withdraw(Origin origin, Attempt attempt) {
        return charging.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(origin, attempt, "answer_lost", "The provider's answer was lost. Please try again.")
                        : Future.succeededFuture(again(origin, attempt)));
    }

    private Future<WorkResult> cancel(Origin origin, Attempt attempt) {
        return charging.cancel(attempt)
                .compose(outcome -> outcome instanceof Outcome.Succeeded
                        ? end(origin, attempt, "canceled", "Canceled at the provider.")
                        : charging.ask(attempt).compose(found -> settle(origin, attempt, found)));
    }

    private Future<WorkResult> end(Origin origin, Attempt attempt, String code, String message) {
        return settler.settle(origin, attempt.id(), new Outcome.Declined(code, message))
                .map(WorkResult.DONE);
    }

    private Future<WorkResult> fee(Origin origin, Attempt attempt) {
        return charging.askFee(attempt).compose(outcome -> {
            Long fee = outcome instanceof Outcome.Succeeded succeeded ? succeeded.feeAmount() : null;
            if (!outcome.isAnswer() && origin.now().isBefore(attempt.createdAt().plus(FEE_AWAITED))) {
                return Future.succeededFuture(
                        new WorkResult.Again(null, origin.now().plus(FEE_LATER)));
            }
            return fee == null
                    ? Future.succeededFuture(again(origin, attempt))
                    : settler.feeKnown(origin, attempt.id(), fee).map(WorkResult.DONE);
        });
    }

    private Future<WorkResult> settle(Origin origin, Attempt attempt, Outcome outcome) {
        return settler.settle(origin, attempt.id(), outcome).map(settled -> {
            boolean unchanged = settled.status() == attempt.status() && settled.lookUps() == attempt.lookUps();
            return unchanged && settled.nextLookUpAt() != null ? again(origin, attempt, outcome) : WorkResult.DONE;
        });
    }

    /** A provider that asked us to wait is not asked before. */
    private static WorkResult again(Origin origin, Attempt attempt, Outcome outcome) {
        @Nullable Instant next = next(origin, attempt);
        return at(attempt, outcome instanceof Outcome.NotDone notDone ? notDone.notBefore(next, origin.now()) : next);
    }

    /** A look-up that told nothing new. After the last of them only a fee can do without an answer. */
    private static WorkResult again(Origin origin, Attempt attempt) {
        return at(attempt, next(origin, attempt));
    }

    private static @Nullable Instant next(Origin origin, Attempt attempt) {
        return LookUpSchedule.next(attempt.status(), attempt.lookUps() + 1, origin.now());
    }

    private static WorkResult at(Attempt attempt, @Nullable Instant next) {
        if (next != null) {
            return new WorkResult.Again(null, next);
        }
        boolean isDone = attempt.status() == Attempt.Status.SUCCEEDED;
        return isDone ? WorkResult.DONE : new WorkResult.GivenUp("outcome_unknown");
    }
}
