package com.plugipay.providers.paypal;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;

/** Cancels charges that are not paid yet. */
final class PayPalCancel {
    private static final Outcome ALREADY_PAID = new Outcome.Rejected("already_paid", "The buyer has paid already.");

    private final PayPalStatus status;

    PayPalCancel(PayPalStatus status) {
        this.status = status;
    }

    /**
     * Checks that the order is not paid. PayPal cannot cancel orders and need not: only Plugipay can capture an order,
     * and without a capture it moves no money.
     */
    Future<Outcome> cancel(ProviderAccountCredentials account, Command.Cancel cancel) {
        String orderId = cancel.charge().providerReference();
        if (orderId == null) {
            return Future.succeededFuture(Outcome.Succeeded.done());
        }
        return status.order(account, orderId).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                PayPalStatus.isPaid(answered.body()) ? ALREADY_PAID : Outcome.Succeeded.done();
            case ProviderReply.Failed failed ->
                PayPalApi.isNotFound(failed) ? Outcome.Succeeded.done() : failed.queryOutcome();
        });
    }
}
