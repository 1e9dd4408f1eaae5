package com.plugipay.providers.midtrans;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets charges go that are not paid yet (https://docs.midtrans.com/reference/cancel-api-1,
 * /reference/cancel-a-snap-session).
 */
final class MidtransCancel {
    private static final Outcome ALREADY_PAID =
            new Outcome.Rejected("already_paid", "The payment has been made already.");
    private static final Outcome NOT_STOPPABLE =
            new Outcome.Rejected("not_cancelable", "The payment can no longer be stopped.");

    private final MidtransApi midtrans;
    private final ChargeReference charge;

    MidtransCancel(MidtransApi midtrans, ChargeReference charge) {
        this.midtrans = midtrans;
        this.charge = charge;
    }

    Future<Outcome> cancel() {
        return charge.method() == Method.CARD ? cancelCard() : cancelTransaction();
    }

    /** Asks first: to cancel a card that is captured and not settled yet would give the money back. */
    private Future<Outcome> cancelCard() {
        return midtrans.status(charge.chargeId()).compose(answer -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(answer);
            if (found.isEmpty()) {
                return answer instanceof MidtransReply.Said said && said.notFound()
                        ? closePage()
                        : Future.succeededFuture(MidtransStatus.notKnown(answer));
            }
            Outcome outcome = found.get().outcome(false);
            if (outcome instanceof Outcome.Pending) {
                return cancelTransaction();
            }
            // Denied and expired orders can be tried again while the page is open.
            return outcome instanceof Outcome.Declined ? closePage() : Future.succeededFuture(verdict(found.get()));
        });
    }

    private Future<Outcome> closePage() {
        Optional<MidtransSnapPage> page = MidtransSnapPage.of(charge);
        if (page.isEmpty()) {
            // Without a reference nobody was ever sent to a page.
            return Future.succeededFuture(
                    charge.providerReference() == null ? Outcome.Succeeded.done() : NOT_STOPPABLE);
        }
        return midtrans.closeSnapPage(page.get().token()).compose(answer -> {
            if (!(answer instanceof MidtransReply.Said said)) {
                return Future.succeededFuture(MidtransStatus.notKnown(answer));
            }
            String message = said.message().toLowerCase(Locale.ROOT);
            if (message.contains("on progress")) {
                return midtrans.status(charge.chargeId()).compose(this::cancelBegun);
            }
            boolean closed = (said.code() < 300 && said.body().has("canceled_at"))
                    || message.contains("already canceled")
                    || message.contains("token not found");
            return Future.succeededFuture(closed ? Outcome.Succeeded.done() : MidtransRefusals.of(answer));
        });
    }

    /** The buyer has begun since it was asked for, and may have paid in the same moment. */
    private Future<Outcome> cancelBegun(MidtransReply status) {
        Optional<MidtransTransaction> begun = MidtransTransaction.in(status);
        boolean paid = begun.isPresent() && verdict(begun.get()).equals(ALREADY_PAID);
        return paid ? Future.succeededFuture(ALREADY_PAID) : cancelTransaction();
    }

    private Future<Outcome> cancelTransaction() {
        return midtrans.cancel(MidtransStatus.idOf(charge)).compose(answer -> {
            if (!(answer instanceof MidtransReply.Said said)) {
                return Future.succeededFuture(MidtransStatus.notKnown(answer));
            }
            if (said.notFound() && charge.providerReference() == null) {
                return Future.succeededFuture(Outcome.Succeeded.done());
            }
            return switch (said.code()) {
                case 200 -> {
                    // Some answers describe what was canceled, and then it has to be.
                    Optional<MidtransTransaction> after = MidtransTransaction.in(answer);
                    yield Future.succeededFuture(after.isPresent() ? verdict(after.get()) : Outcome.Succeeded.done());
                }
                case 202, 406, 407, 412 ->
                    midtrans.status(MidtransStatus.idOf(charge)).map(this::verdict);
                case 404 -> Future.succeededFuture(MidtransStatus.notKnown(answer));
                default -> Future.succeededFuture(MidtransRefusals.of(answer));
            };
        });
    }

    private Outcome verdict(MidtransReply status) {
        return MidtransTransaction.in(status).map(this::verdict).orElseGet(() -> MidtransStatus.notKnown(status));
    }

    private Outcome verdict(MidtransTransaction transaction) {
        return switch (transaction.outcome(false)) {
            case Outcome.Declined ignored -> Outcome.Succeeded.done();
            case Outcome.Succeeded ignored -> ALREADY_PAID;
            case Outcome.Held ignored -> ALREADY_PAID;
            case Outcome.Reversed ignored -> ALREADY_PAID;
            case Outcome.Pending ignored -> NOT_STOPPABLE;
            case Outcome.NeedsAction ignored -> NOT_STOPPABLE;
            case Outcome.Rejected rejected -> rejected;
            case Outcome.Unknown unknown -> unknown;
            case Outcome.NotDone notDone -> notDone;
        };
    }
}
