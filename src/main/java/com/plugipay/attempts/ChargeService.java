package com.plugipay.attempts;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.paymentmethods.PaymentMethodStore.Chargeable;
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

/** Asks providers for the charges of attempts and about them, and has their outcomes settled. */
public final class ChargeService {
    private final Providers providers;
    private final Settler settler;
    private final QueryQuota quota;
    private final PaymentMethodStore.Source methods;
    private final ReturnUrls returnUrls;

    public ChargeService(
            Providers providers,
            Settler settler,
            QueryQuota quota,
            PaymentMethodStore.Source methods,
            ReturnUrls returnUrls) {
        this.providers = providers;
        this.methods = methods;
        this.returnUrls = returnUrls;
        this.settler = settler;
        this.quota = quota;
    }

    /** Tells where providers send the buyer of an attempt after the payment. */
    public interface ReturnUrls {
        String of(Attempt attempt);
    }

    /** The details of a charge besides the attempt; see {@link Command.Charge}. */
    public record Details(
            @Nullable String description,
            Command.@Nullable Buyer buyer,
            String returnUrl,
            @Nullable Instant expiresAt) {}

    /**
     * Asks for the charge of a new attempt. The attempt ends when the charge certainly was not made.
     *
     * @return the attempt with what the buyer has to do; fails when the provider refuses or is unavailable, or when the
     *     outcome is unknown
     */
    public Future<Attempt> charge(ChangeContext context, Attempt attempt, Details details) {
        return command(context.tenant(), attempt, details).compose(command -> charge(context, attempt, command));
    }

    /** The same by a stored payment method, which was read just now. */
    public Future<Attempt> chargeStored(ChangeContext context, Attempt attempt, Chargeable chargeable) {
        return charge(context, attempt, command(attempt, chargeable));
    }

    private Future<Attempt> charge(ChangeContext context, Attempt attempt, Command command) {
        return providers
                .ask(attempt.provider(), command)
                .compose(outcome -> outcome instanceof Outcome.NotDone notDone
                        ? settler.notDone(context, attempt.id(), notDone).compose(ended -> result(ended, outcome))
                        // Written just now: whoever changes it meanwhile is noticed when the outcome is written.
                        : settle(context, attempt, outcome, settler.settle(context, attempt, outcome)));
    }

    /**
     * Asks again for the charge of an attempt, which is safe. The attempt stays when this request certainly was not done:
     * an earlier one may have made the charge.
     */
    public Future<Attempt> chargeAgain(ChangeContext context, Attempt attempt, Details details) {
        return ask(context, attempt, details)
                .compose(outcome -> settle(context, attempt, outcome, settler.settle(context, attempt.id(), outcome)));
    }

    private Future<Outcome> ask(ChangeContext context, Attempt attempt, Details details) {
        return command(context.tenant(), attempt, details)
                .compose(command -> providers.ask(attempt.provider(), command));
    }

    private Future<Command> command(Tenant tenant, Attempt attempt, Details details) {
        if (attempt.isByStoredMethod()) {
            return chargeStored(attempt).map(Command.class::cast);
        }
        String customer = attempt.savedFor();
        return Future.succeededFuture(
                attempt.isSetup() && customer != null
                        ? new Command.Setup(
                                tenant,
                                attempt.id(),
                                attempt.method(),
                                attempt.currency(),
                                customer,
                                details.buyer(),
                                details.returnUrl(),
                                details.expiresAt())
                        : new Command.Charge(
                                tenant,
                                attempt.id(),
                                attempt.method(),
                                attempt.amount(),
                                attempt.currency(),
                                details.description(),
                                details.buyer(),
                                details.returnUrl(),
                                details.expiresAt(),
                                customer));
    }

    /** The same command whenever it is sent: some providers find a charge only by being asked for it again. */
    private Future<Command.ChargeStored> chargeStored(Attempt attempt) {
        return methods.chargeable(attempt.tenant(), Objects.requireNonNull(attempt.paymentTokenId()))
                .map(found -> command(attempt, found.orElseThrow()));
    }

    private Command.ChargeStored command(Attempt attempt, Chargeable chargeable) {
        return new Command.ChargeStored(
                attempt.tenant(),
                attempt.id(),
                chargeable.stored(),
                attempt.amount(),
                attempt.currency(),
                null,
                null,
                chargeable.method().customerId(),
                attempt.buyerPresent(),
                returnUrls.of(attempt),
                null);
    }

    private Future<Attempt> settle(ChangeContext context, Attempt attempt, Outcome outcome, Future<Attempt> settling) {
        return settling
                // Two transfer references are equal: one pair in some hundred million.
                .recover(failure -> Settler.isReferenceOfAnother(failure)
                        ? settler.settle(context, attempt.id(), new Outcome.Declined("try_again", "Please try again."))
                        : Future.failedFuture(failure))
                .compose(settled -> result(settled, outcome));
    }

    /** Asks for the status of an attempt and settles it. */
    private Future<Attempt> poll(ChangeContext context, Attempt attempt) {
        return ask(attempt).compose(outcome -> settler.settle(context, attempt.id(), outcome));
    }

    /**
     * Settles the outcome in a callback, or asks the provider when the callback has none; fails when the outcome stays
     * unknown. The end of another charge with the same reference, such as a repeated one whose response was lost, does not
     * end the attempt: its own charge may still be paid.
     */
    public Future<Attempt> notice(ChangeContext context, Attempt attempt, CallbackEvent.OfCharge notice) {
        Outcome outcome = notice.outcome();
        if (outcome == null) {
            return query(context, attempt, notice.providerReference());
        }
        if (outcome.isFailed() && !Objects.equals(notice.providerReference(), attempt.providerReference())) {
            return query(context, attempt, null);
        }
        return outcome.isKnown() ? settler.settle(context, attempt, outcome) : unknown();
    }

    private Future<Attempt> query(ChangeContext context, Attempt attempt, @Nullable String reference) {
        return quota.ofNotice(attempt.id(), () -> ask(attempt, reference))
                .compose(outcome -> outcome.isKnown() ? settler.settle(context, attempt, outcome) : unknown());
    }

    private static Future<Attempt> unknown() {
        return Future.failedFuture(ErrorCode.PROVIDER_TIMEOUT.exception());
    }

    /** Asks for the status of an attempt's charge. */
    Future<Outcome> ask(Attempt attempt) {
        return ask(attempt, null);
    }

    private Future<Outcome> ask(Attempt attempt, @Nullable String reference) {
        Future<Command.@Nullable ChargeStored> begunBy =
                attempt.isByStoredMethod() ? chargeStored(attempt).map(command -> command) : Future.succeededFuture();
        return begunBy.compose(stored -> providers.ask(
                attempt.provider(),
                new Command.QueryStatus(attempt.tenant(), attempt.charge(), attempt.isUnderWay(), reference, stored)));
    }

    /**
     * Cancels an attempt at its provider. A stored payment method needs no buyer: while the answer to its charge is lost, it
     * may have been charged, which only a query can tell.
     */
    Future<Outcome> cancel(Attempt attempt) {
        if (mayHaveBeenCharged(attempt)) {
            return Future.succeededFuture(new Outcome.Unknown("The stored payment method may have been charged"));
        }
        return providers.ask(attempt.provider(), new Command.Cancel(attempt.tenant(), attempt.charge()));
    }

    private static boolean mayHaveBeenCharged(Attempt attempt) {
        return attempt.isByStoredMethod() && attempt.providerReference() == null;
    }

    /** Asks for the fee that the provider has kept. */
    Future<Outcome> askFee(Attempt attempt) {
        return providers.ask(attempt.provider(), new Command.QueryFee(attempt.tenant(), attempt.charge()));
    }

    /**
     * Cancels an attempt because the buyer leaves it, at its provider first, whose outcome decides. An attempt that the buyer
     * was never shown is canceled in any case; the polls find out should it be paid all the same. One by a stored payment
     * method is not left while its outcome is unknown: its money may have been taken.
     */
    public Future<Attempt> abandon(ChangeContext context, Attempt attempt) {
        return cancel(attempt).compose(outcome -> {
            if (outcome instanceof Outcome.Succeeded) {
                return settler.abandon(context, attempt.id(), true);
            }
            if (attempt.status() == Attempt.Status.STARTING && !outcome.isKnown() && !mayHaveBeenCharged(attempt)) {
                return settler.abandon(context, attempt.id(), false);
            }
            return poll(context, attempt)
                    .compose(settled -> settled.isUnderWay()
                            ? Future.failedFuture(stillUnderWay(settled, outcome))
                            : Future.succeededFuture(settled));
        });
    }

    private static ApiException stillUnderWay(Attempt attempt, Outcome cancellation) {
        return cancellation instanceof Outcome.NotDone notDone
                ? unavailable(attempt, notDone)
                : ErrorCode.CONFLICT.withMessage("The other method is still being paid.");
    }

    private Future<Attempt> result(Attempt settled, Outcome outcome) {
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
            // A concurrent request for the same charge may have succeeded, and the charge may even be paid.
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

    /** The error with the provider's own code where it has one, and with ours, which the payment has too. */
    private static ApiException refused(
            ErrorCode error, Attempt attempt, String code, String message, @Nullable String providerCode) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("code", providerCode == null ? code : providerCode);
        details.put("message", message);
        details.put("failureCode", code);
        if (attempt.paymentId() != null) {
            details.put("paymentId", attempt.paymentId());
        }
        return error.withMessage(message).with(List.of(details));
    }

    /** Polls an attempt whose buyer is back from the provider's page, unless its outcome is known. */
    public Future<Attempt> refreshStatus(ChangeContext context, Attempt attempt) {
        boolean isOver = attempt.status() == Attempt.Status.SUCCEEDED || attempt.status() == Attempt.Status.FAILED;
        return isOver || attempt.provider().isConfirmedByHand()
                ? Future.succeededFuture(attempt)
                : quota.ofBuyer(attempt, () -> poll(context, attempt));
    }
}
