package com.plugipay.providers.midtrans;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransApi;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Queries the status of charges. */
final class MidtransStatus {
    private static final Outcome NOT_FOUND =
            new Outcome.Declined("not_found", "The payment did not reach Midtrans. Please try again.");
    private static final Outcome EXPIRED = new Outcome.Declined("expired", "The payment was not made in time.");

    private final MidtransApi api;
    private final InstantSource clock;

    MidtransStatus(MidtransApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * Returns the id by which to query a charge.
     *
     * <p>Midtrans's own id if it is known, because DANA and the BI-SNAP banks are found by no other; the order id for cards,
     * because each card that the buyer tries on the page may be a transaction of its own.
     */
    static String idOf(ChargeReference charge) {
        return charge.method() == Method.CARD
                ? charge.chargeId()
                : Objects.requireNonNullElse(charge.providerReference(), charge.chargeId());
    }

    /** Queries the transaction that a callback has named, if there may be several, and otherwise the order. */
    Future<Outcome> query(ProviderAccountCredentials account, Command.QueryStatus query) {
        ChargeReference charge = query.charge();
        String transactionId = query.paymentReference();
        return transactionId == null || charge.method() != Method.CARD
                ? ofOrder(account, charge)
                : api.status(account, transactionId)
                        .compose(answer -> paidBy(charge, answer)
                                .map(Future::succeededFuture)
                                .orElseGet(() -> ofOrder(account, charge)));
    }

    /**
     * Returns the outcome of one transaction if it has moved money: each card that the buyer has tried on Snap's page
     * is one, and the status of the order shows only one of them. A denied one says nothing about the others. The
     * signature of a callback does not cover the transaction's id, so the transaction has to belong to this order.
     */
    private static Optional<Outcome> paidBy(ChargeReference charge, ProviderReply answer) {
        return MidtransTransaction.in(answer)
                .filter(transaction -> transaction.isOf(charge.chargeId()))
                .map(transaction -> transaction.outcome(false))
                .filter(outcome -> outcome instanceof Outcome.Succeeded || outcome instanceof Outcome.Reversed);
    }

    private Future<Outcome> ofOrder(ProviderAccountCredentials account, ChargeReference charge) {
        boolean pageOpen = MidtransSnapPage.of(charge)
                .map(page -> page.isOpen(clock.instant()))
                .orElse(false);
        return api.status(account, idOf(charge)).map(answer -> {
            Optional<MidtransTransaction> found = MidtransTransaction.in(answer);
            if (found.isPresent()) {
                return found.get().outcome(pageOpen);
            }
            return MidtransApi.isNotFound(answer) ? missing(charge, pageOpen) : answer.queryOutcome();
        });
    }

    /** Returns the outcome of a charge of which Midtrans has no transaction. */
    private static Outcome missing(ChargeReference charge, boolean pageOpen) {
        if (charge.providerReference() == null) {
            // No buyer has seen how to pay it. If it appears later, it is not paid, or a callback reports it.
            return NOT_FOUND;
        }
        if (charge.method() != Method.CARD || !charge.chargeId().equals(charge.providerReference())) {
            return new Outcome.Unknown("Midtrans no longer has a transaction that it had");
        }
        // Snap creates the transaction when the buyer pays; without a payment there is none.
        return pageOpen || MidtransSnapPage.of(charge).isEmpty()
                ? new Outcome.Pending(charge.providerReference(), Map.of())
                : EXPIRED;
    }
}
