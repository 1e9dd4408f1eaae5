package com.plugipay.providers.midtrans;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransApi;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;

/**
 * Cancels charges that are not paid yet (https://docs.midtrans.com/reference/cancel-api-1,
 * /reference/cancel-a-snap-session).
 */
final class MidtransCancel {
    private static final Outcome ALREADY_PAID =
            new Outcome.Rejected("already_paid", "The payment has been made already.");
    private static final Outcome NOT_STOPPABLE =
            new Outcome.Rejected("not_cancelable", "The payment can no longer be stopped.");

    private final MidtransApi api;

    MidtransCancel(MidtransApi api) {
        this.api = api;
    }

    Future<Outcome> cancel(ProviderAccountCredentials account, Command.Cancel cancel) {
        ChargeReference charge = cancel.charge();
        return charge.method() == Method.CARD ? cancelCard(account, charge) : cancelTransaction(account, charge);
    }

    /** Queries the status first: canceling a card payment that is captured but not settled would give the money back. */
    private Future<Outcome> cancelCard(ProviderAccountCredentials account, ChargeReference charge) {
        return api.status(account, charge.chargeId()).compose(reply -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(reply);
            if (found.isEmpty()) {
                return MidtransApi.isNotFound(reply)
                        ? closePage(account, charge)
                        : Future.succeededFuture(reply.queryOutcome());
            }
            Outcome outcome = found.get().outcome(false);
            if (outcome instanceof Outcome.Pending) {
                return cancelTransaction(account, charge);
            }
            // A denied or expired order can be tried again while the page is open.
            return outcome instanceof Outcome.Declined
                    ? closePage(account, charge)
                    : Future.succeededFuture(canceled(outcome));
        });
    }

    private Future<Outcome> closePage(ProviderAccountCredentials account, ChargeReference charge) {
        Optional<MidtransSnapPage> page = MidtransSnapPage.of(charge);
        if (page.isEmpty()) {
            // Without a reference no buyer was sent to a page.
            return Future.succeededFuture(
                    charge.providerReference() == null ? Outcome.Succeeded.done() : NOT_STOPPABLE);
        }
        return api.closeSnapPage(account, page.get().token()).compose(reply -> {
            String message = message(reply).toLowerCase(Locale.ROOT);
            if (message.contains("on progress")) {
                return api.status(account, charge.chargeId()).compose(status -> cancelBegun(account, charge, status));
            }
            boolean isClosed = (reply instanceof ProviderReply.Answered answered
                            && answered.body().has("canceled_at"))
                    || message.contains("already canceled")
                    || message.contains("token not found");
            return Future.succeededFuture(isClosed ? Outcome.Succeeded.done() : reply.changeOutcome());
        });
    }

    private static String message(ProviderReply reply) {
        return switch (reply) {
            case ProviderReply.Answered answered -> MidtransApi.message(answered.status(), answered.body());
            case ProviderReply.Refused refused -> refused.message();
            case ProviderReply.Failed ignored -> "";
        };
    }

    /** Cancels a transaction that the buyer has begun on the page, unless it is paid by now. */
    private Future<Outcome> cancelBegun(
            ProviderAccountCredentials account, ChargeReference charge, ProviderReply status) {
        boolean isPaid = MidtransTransaction.in(status)
                .map(begun -> canceled(begun.outcome(false)).equals(ALREADY_PAID))
                .orElse(false);
        return isPaid ? Future.succeededFuture(ALREADY_PAID) : cancelTransaction(account, charge);
    }

    private Future<Outcome> cancelTransaction(ProviderAccountCredentials account, ChargeReference charge) {
        String id = MidtransStatus.idOf(charge);
        return api.cancel(account, id).compose(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                // Some answers describe the transaction, which then has to be canceled.
                answered.status() == 200
                        ? Future.succeededFuture(MidtransTransaction.in(answered)
                                .map(after -> canceled(after.outcome(false)))
                                .orElseGet(Outcome.Succeeded::done))
                        : api.status(account, id).map(MidtransCancel::canceled);
            case ProviderReply.Refused refused ->
                switch (refused.status()) {
                    case 406, 412 -> api.status(account, id).map(MidtransCancel::canceled);
                    case 404 ->
                        Future.succeededFuture(
                                MidtransApi.isNotFound(refused) && charge.providerReference() == null
                                        ? Outcome.Succeeded.done()
                                        : refused.queryOutcome());
                    default -> Future.succeededFuture(refused.changeOutcome());
                };
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.changeOutcome());
        });
    }

    private static Outcome canceled(ProviderReply status) {
        return MidtransTransaction.in(status)
                .map(transaction -> canceled(transaction.outcome(false)))
                .orElseGet(status::queryOutcome);
    }

    /** Returns the outcome of the cancel, by the charge's outcome after it. */
    private static Outcome canceled(Outcome charge) {
        return switch (charge) {
            case Outcome.Declined ignored -> Outcome.Succeeded.done();
            case Outcome.Succeeded ignored -> ALREADY_PAID;
            case Outcome.Held ignored -> ALREADY_PAID;
            case Outcome.Reversed ignored -> ALREADY_PAID;
            case Outcome.Pending ignored -> NOT_STOPPABLE;
            case Outcome.NeedsAction ignored -> NOT_STOPPABLE;
            case Outcome other -> other;
        };
    }
}
