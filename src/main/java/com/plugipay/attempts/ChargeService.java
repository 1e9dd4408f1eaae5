package com.plugipay.attempts;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.bus.Providers;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks providers about attempts, and has settled whatever they answer. */
public final class ChargeService {
    private final Providers providers;
    private final Settler settler;
    private final QueryQuota questions;

    public ChargeService(Providers providers, Settler settler, QueryQuota questions) {
        this.providers = providers;
        this.settler = settler;
        this.questions = questions;
    }

    /** What a provider is told of a charge beside the amount; see {@link Command.Charge}. */
    public record Details(
            @Nullable String description,
            Command.@Nullable Buyer buyer,
            String returnUrl,
            @Nullable Instant expiresAt) {}

    /**
     * Asks for the money of an attempt whose intention was written just now.
     *
     * <p>What was certainly not done ends the attempt: nobody was shown how to pay it, and the next try is another.
     *
     * @return the attempt with what the buyer has to do; fails when the provider refuses or was not there, or when its
     *     answer is unknown
     */
    public Future<Attempt> charge(ChangeContext origin, Attempt attempt, Details details) {
        return ask(origin, attempt, details)
                .compose(outcome -> outcome instanceof Outcome.NotDone notDone
                        ? settler.notDone(origin, attempt.id(), notDone).compose(ended -> told(ended, outcome))
                        : settle(origin, attempt, outcome));
    }

    /**
     * Asks once more for the money of an attempt for which its provider may have been asked before. That is safe, but to
     * be turned away now tells nothing of then: the attempt stays.
     */
    public Future<Attempt> chargeAgain(ChangeContext origin, Attempt attempt, Details details) {
        return ask(origin, attempt, details).compose(outcome -> settle(origin, attempt, outcome));
    }

    private Future<Outcome> ask(ChangeContext origin, Attempt attempt, Details details) {
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
        return providers.ask(attempt.provider(), charge);
    }

    private Future<Attempt> settle(ChangeContext origin, Attempt attempt, Outcome outcome) {
        return settler.settle(origin, attempt.id(), outcome)
                // Two transfer references that are the same: one pair in some hundred million.
                .recover(failure -> Settler.isReferenceOfAnother(failure)
                        ? settler.settle(origin, attempt.id(), new Outcome.Declined("try_again", "Please try again."))
                        : Future.failedFuture(failure))
                .compose(settled -> told(settled, outcome));
    }

    /** Asks what became of an attempt and has it settled. */
    public Future<Attempt> lookUp(ChangeContext origin, Attempt attempt) {
        return ask(attempt).compose(outcome -> settler.settle(origin, attempt.id(), outcome));
    }

    /**
     * Settles what a callback says, or asks the provider where it does not say enough; fails when the outcome stays
     * unknown. The end of another charge under the same reference, such as a repeated one whose answer was lost, does not
     * end the attempt: its own charge may still be paid.
     */
    public Future<Attempt> notice(ChangeContext origin, Attempt attempt, CallbackEvent.OfCharge notice) {
        Outcome outcome = notice.outcome();
        if (outcome == null) {
            return askAfter(origin, attempt, notice.providerReference());
        }
        if (outcome.isEnd() && !Objects.equals(notice.providerReference(), attempt.providerReference())) {
            return askAfter(origin, attempt, null);
        }
        return outcome.isAnswer() ? settler.settle(origin, attempt, outcome) : unknown();
    }

    private Future<Attempt> askAfter(ChangeContext origin, Attempt attempt, @Nullable String named) {
        return questions
                .ofNotice(attempt.id(), () -> ask(attempt, named))
                .compose(outcome -> outcome.isAnswer() ? settler.settle(origin, attempt, outcome) : unknown());
    }

    private static Future<Attempt> unknown() {
        return Future.failedFuture(ErrorCode.PROVIDER_TIMEOUT.exception());
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
    public Future<Attempt> leave(ChangeContext origin, Attempt attempt) {
        return cancel(attempt).compose(outcome -> {
            if (outcome instanceof Outcome.Succeeded) {
                return settler.abandon(origin, attempt.id(), true);
            }
            if (attempt.status() == Attempt.Status.STARTING && !outcome.isAnswer()) {
                return settler.abandon(origin, attempt.id(), false);
            }
            return lookUp(origin, attempt)
                    .compose(settled -> settled.isUnderWay()
                            ? Future.failedFuture(stillUnderWay(settled, outcome))
                            : Future.succeededFuture(settled));
        });
    }

    private static ApiException stillUnderWay(Attempt attempt, Outcome ofCancel) {
        return ofCancel instanceof Outcome.NotDone notDone
                ? unavailable(attempt, notDone)
                : ErrorCode.CONFLICT.withMessage("The other method is still being paid.");
    }

    private Future<Attempt> told(Attempt settled, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Declined declined ->
                Future.failedFuture(refused(
                        ErrorCode.PROVIDER_DECLINED,
                        settled,
                        declined.code(),
                        declined.message(),
                        declined.providerCode()));
            case Outcome.Rejected rejected ->
                Future.failedFuture(refused(
                        ErrorCode.PROVIDER_REJECTED,
                        settled,
                        rejected.code(),
                        rejected.message(),
                        rejected.providerCode()));
            // Somebody who has chosen the same in the same moment may have come through, and even have paid.
            case Outcome.NotDone notDone ->
                settled.isActive() || settled.hasMoney()
                        ? Future.succeededFuture(settled)
                        : Future.failedFuture(unavailable(settled, notDone));
            case Outcome.Unknown ignored -> Future.failedFuture(ErrorCode.PROVIDER_TIMEOUT.exception());
            case Outcome.Succeeded ignored -> Future.succeededFuture(settled);
            case Outcome.NeedsAction ignored -> Future.succeededFuture(settled);
            case Outcome.Pending ignored -> Future.succeededFuture(settled);
            case Outcome.Held ignored -> Future.succeededFuture(settled);
            case Outcome.Reversed ignored -> Future.succeededFuture(settled);
        };
    }

    private static ApiException unavailable(Attempt attempt, Outcome.NotDone notDone) {
        return refused(ErrorCode.PROVIDER_UNAVAILABLE, attempt, notDone.code(), notDone.message(), null)
                .after(notDone.retryAfter());
    }

    /** The provider's own code where it has one, beside ours, which the payment has too. */
    private static ApiException refused(
            ErrorCode problem, Attempt attempt, String code, String message, @Nullable String providerCode) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("code", providerCode == null ? code : providerCode);
        details.put("message", message);
        details.put("failureCode", code);
        if (attempt.paymentId() != null) {
            details.put("paymentId", attempt.paymentId());
        }
        return problem.withMessage(message).with(List.of(details));
    }

    /** Asks what became of an attempt whose buyer is back, as long as there is something to tell. */
    public Future<Attempt> comeBack(ChangeContext origin, Attempt attempt) {
        boolean over = attempt.status() == Attempt.Status.SUCCEEDED || attempt.status() == Attempt.Status.FAILED;
        return over || attempt.provider().isConfirmedByHand()
                ? Future.succeededFuture(attempt)
                : questions.ofBuyer(attempt, () -> lookUp(origin, attempt));
    }
}
