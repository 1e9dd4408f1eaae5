package com.plugipay.attempts;

import com.plugipay.db.Origin;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.providers.Command;
import com.plugipay.providers.Notice;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.Providers;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks providers about attempts, and has settled whatever they answer. */
public final class Charging {
    private final Providers providers;
    private final Settler settler;

    public Charging(Providers providers, Settler settler) {
        this.providers = providers;
        this.settler = settler;
    }

    /** What a provider is told of a charge beside the amount; see {@link Command.Charge}. */
    public record Details(
            @Nullable String description,
            Command.@Nullable Buyer buyer,
            String returnUrl,
            @Nullable Instant expiresAt) {}

    /**
     * Asks for the money of an attempt whose intention is written. Asking again is safe.
     *
     * @return the attempt with what the buyer has to do; fails when the provider refuses, or its answer is unknown
     */
    public Future<Attempt> charge(Origin origin, Attempt attempt, Details details) {
        Command charge = new Command.Charge(
                origin.tenant(),
                attempt.id(),
                attempt.method(),
                attempt.amount(),
                attempt.currency(),
                details.description(),
                details.buyer(),
                details.returnUrl(),
                details.expiresAt());
        return providers
                .ask(attempt.provider(), charge)
                .compose(outcome -> settler.settle(origin, attempt.id(), outcome)
                        .recover(failure -> referenceTaken(failure)
                                ? settler.settle(
                                        origin, attempt.id(), new Outcome.Declined("try_again", "Please try again."))
                                : Future.failedFuture(failure))
                        .compose(settled -> told(settled, outcome)));
    }

    /** Asks what became of an attempt and has it settled. */
    public Future<Attempt> lookUp(Origin origin, Attempt attempt) {
        return ask(attempt).compose(outcome -> settler.settle(origin, attempt.id(), outcome));
    }

    /** Has settled what a callback says, or asks when it does not say enough; fails when nobody can tell. */
    public Future<Attempt> notice(Origin origin, Attempt attempt, Notice.OfCharge notice) {
        Outcome said = notice.outcome();
        if (said != null) {
            return said instanceof Outcome.Unknown ? unknown() : settler.settle(origin, attempt, said);
        }
        return ask(attempt, notice.providerReference())
                .compose(told ->
                        told instanceof Outcome.Unknown ? unknown() : settler.settle(origin, attempt.id(), told));
    }

    private static Future<Attempt> unknown() {
        return Future.failedFuture(Problem.PROVIDER_TIMEOUT.here());
    }

    /** What became of an attempt. */
    Future<Outcome> ask(Attempt attempt) {
        return ask(attempt, null);
    }

    private Future<Outcome> ask(Attempt attempt, @Nullable String told) {
        return providers.ask(
                attempt.provider(), new Command.LookUp(attempt.tenant(), attempt.charge(), attempt.isUnderWay(), told));
    }

    /** Lets an attempt never be paid. */
    Future<Outcome> cancel(Attempt attempt) {
        return providers.ask(attempt.provider(), new Command.Cancel(attempt.tenant(), attempt.charge()));
    }

    /** What the provider has kept. */
    Future<Outcome> askFee(Attempt attempt) {
        return providers.ask(attempt.provider(), new Command.LookUpFee(attempt.tenant(), attempt.charge()));
    }

    /**
     * Lets an attempt go that the buyer leaves, at its provider first: what it answers decides. One that the buyer was
     * never shown is left in any case; should it be paid all the same, that is found out.
     */
    public Future<Attempt> leave(Origin origin, Attempt attempt) {
        return cancel(attempt).compose(outcome -> {
            if (outcome instanceof Outcome.Succeeded) {
                return settler.abandon(origin, attempt.id(), true);
            }
            if (attempt.status() == Attempt.Status.STARTING && outcome instanceof Outcome.Unknown) {
                return settler.abandon(origin, attempt.id(), false);
            }
            return lookUp(origin, attempt)
                    .compose(settled -> settled.isUnderWay()
                            ? Future.failedFuture(Problem.CONFLICT.saying("The other method is still being paid."))
                            : Future.succeededFuture(settled));
        });
    }

    private Future<Attempt> told(Attempt settled, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Declined declined ->
                Future.failedFuture(refused(Problem.PROVIDER_DECLINED, settled, declined.code(), declined.message()));
            case Outcome.Rejected rejected ->
                Future.failedFuture(refused(Problem.PROVIDER_REJECTED, settled, rejected.code(), rejected.message()));
            case Outcome.Unknown ignored -> Future.failedFuture(Problem.PROVIDER_TIMEOUT.here());
            case Outcome.Succeeded ignored -> Future.succeededFuture(settled);
            case Outcome.NeedsAction ignored -> Future.succeededFuture(settled);
            case Outcome.Pending ignored -> Future.succeededFuture(settled);
            case Outcome.Held ignored -> Future.succeededFuture(settled);
            case Outcome.Reversed ignored -> Future.succeededFuture(settled);
        };
    }

    private static Failure refused(Problem problem, Attempt attempt, String code, String message) {
        List<Map<String, Object>> details = new ArrayList<>();
        String paymentId = attempt.paymentId();
        details.add(
                paymentId == null
                        ? Map.of("code", code, "message", message)
                        : Map.of("code", code, "message", message, "paymentId", paymentId));
        return problem.saying(message).with(details);
    }

    /** Two transfer references that are the same: one pair in some hundred million. */
    private static boolean referenceTaken(Throwable failure) {
        return failure instanceof Failure refused && refused.problem() == Problem.CONFLICT;
    }

    /** Asks what became of an attempt whose buyer is back, as long as there is something to tell. */
    public Future<Attempt> comeBack(Origin origin, Attempt attempt) {
        boolean over = attempt.status() == Attempt.Status.SUCCEEDED || attempt.status() == Attempt.Status.FAILED;
        return over || attempt.provider() == ProviderKind.MANUAL
                ? Future.succeededFuture(attempt)
                : lookUp(origin, attempt);
    }
}
