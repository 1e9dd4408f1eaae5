package com.plugipay.providers.midtrans;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
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

    /** Asks first: to cancel a card that is captured and not settled yet would give the money back. */
    private Future<Outcome> cancelCard(ProviderAccountCredentials account, ChargeReference charge) {
        return api.status(account, charge.chargeId()).compose(reply -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(reply);
            if (found.isEmpty()) {
                return MidtransApi.isNotFound(reply)
                        ? closePage(account, charge)
                        : Future.succeededFuture(reply.ofQuestion());
            }
            Outcome outcome = found.get().outcome(false);
            if (outcome instanceof Outcome.Pending) {
                return cancelTransaction(account, charge);
            }
            // Denied and expired orders can be tried again while the page is open.
            return outcome instanceof Outcome.Declined
                    ? closePage(account, charge)
                    : Future.succeededFuture(canceled(outcome));
        });
    }

    private Future<Outcome> closePage(ProviderAccountCredentials account, ChargeReference charge) {
        Optional<MidtransSnapPage> page = MidtransSnapPage.of(charge);
        if (page.isEmpty()) {
            // Without a reference nobody was ever sent to a page.
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
            return Future.succeededFuture(isClosed ? Outcome.Succeeded.done() : reply.ofChange());
        });
    }

    private static String message(ProviderReply reply) {
        return switch (reply) {
            case ProviderReply.Answered answered -> MidtransApi.message(answered.status(), answered.body());
            case ProviderReply.Refused refused -> refused.message();
            case ProviderReply.Failed ignored -> "";
        };
    }

    /** The buyer has begun to pay since the page was asked to close, and may have paid in the same moment. */
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
                // Some answers describe what was canceled, and then it has to be.
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
                                        : refused.ofQuestion());
                    default -> Future.succeededFuture(refused.ofChange());
                };
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.ofChange());
        });
    }

    private static Outcome canceled(ProviderReply status) {
        return MidtransTransaction.in(status)
                .map(transaction -> canceled(transaction.outcome(false)))
                .orElseGet(status::ofQuestion);
    }

    /** The outcome of canceling a charge that has this outcome after it. */
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
