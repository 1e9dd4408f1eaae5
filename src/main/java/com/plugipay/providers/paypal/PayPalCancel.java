package com.plugipay.providers.paypal;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;

/** Ends charges that are not paid yet. */
final class PayPalCancel {
    private static final Outcome ALREADY_PAID = new Outcome.Rejected("already_paid", "The buyer has paid already.");

    private final PayPalStatus status;

    PayPalCancel(PayPalStatus status) {
        this.status = status;
    }

    /**
     * PayPal cannot cancel an order, and need not: one that is not captured moves no money, and nobody but us can
     * capture it.
     */
    Future<Outcome> cancel(PayPalApp app, Command.Cancel cancel) {
        String orderId = cancel.charge().providerReference();
        if (orderId == null) {
            return Future.succeededFuture(Outcome.Succeeded.done());
        }
        return status.order(app, orderId).map(reply -> switch (reply) {
            case PayPalReply.Done done -> PayPalStatus.isPaid(done.body()) ? ALREADY_PAID : Outcome.Succeeded.done();
            case PayPalReply.Refused refused ->
                refused.status() == 404 ? Outcome.Succeeded.done() : PayPalStatus.unknown(refused);
            case PayPalReply other -> PayPalStatus.unknown(other);
        });
    }
}
