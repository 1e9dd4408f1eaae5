package com.plugipay.providers.midtrans;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds out what became of charges. */
final class MidtransStatus {
    private static final Outcome NEVER_THERE =
            new Outcome.Declined("not_found", "The payment did not reach Midtrans. Please try again.");
    private static final Outcome NEVER_STARTED = new Outcome.Declined("expired", "The payment was not made in time.");

    private final MidtransApi api;
    private final InstantSource clock;

    MidtransStatus(MidtransApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * The id by which Midtrans is asked about a charge.
     *
     * <p>Its own id where it is known, because DANA and the BI-SNAP banks are found by no other; the order id for cards,
     * because each card that the buyer tries on one page may be a transaction of its own.
     */
    static String idOf(ChargeReference charge) {
        return charge.method() == Method.CARD
                ? charge.chargeId()
                : Objects.requireNonNullElse(charge.providerReference(), charge.chargeId());
    }

    /** Asks about the transaction that a callback names, where there may be several, and otherwise about the order. */
    Future<Outcome> lookUp(ProviderAccountCredentials account, Command.LookUp lookUp) {
        ChargeReference charge = lookUp.charge();
        String transactionId = lookUp.told();
        return transactionId == null || charge.method() != Method.CARD
                ? ofOrder(account, charge)
                : api.status(account, transactionId)
                        .compose(answer -> moneyOf(charge, answer)
                                .map(Future::succeededFuture)
                                .orElseGet(() -> ofOrder(account, charge)));
    }

    /**
     * What one of the cards that the buyer has tried on Snap's page has paid: the status of the order shows one of them
     * only. A denied one tells nothing of the others. The signature of a notification does not cover which
     * transaction it names, so it has to be one of this order.
     */
    private static Optional<Outcome> moneyOf(ChargeReference charge, ProviderReply answer) {
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
            return MidtransApi.isNotFound(answer) ? missing(charge, pageOpen) : answer.ofQuestion();
        });
    }

    /** Midtrans has no transaction of that name. */
    private static Outcome missing(ChargeReference charge, boolean pageOpen) {
        if (charge.providerReference() == null) {
            // No buyer has seen how to pay it: if it appears later, it is not paid, or its callback is followed.
            return NEVER_THERE;
        }
        if (charge.method() != Method.CARD || !charge.chargeId().equals(charge.providerReference())) {
            return new Outcome.Unknown("Midtrans has forgotten a transaction that it knew");
        }
        // Snap creates the transaction when the buyer pays; without a payment there is none.
        return pageOpen || MidtransSnapPage.of(charge).isEmpty()
                ? new Outcome.Pending(charge.providerReference(), Map.of())
                : NEVER_STARTED;
    }
}
