package com.plugipay.providers.xendit;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.Reply;
import io.vertx.core.Future;

/**
 * What has come in for payment requests. A request tells what was asked for, and so does not tell when another amount was
 * paid; its payment does: https://docs.xendit.co/apidocs/get-payment-status.
 */
final class XenditPayments {
    private static final String PATH = "/v3/payments/";

    private final XenditApi api;

    XenditPayments(XenditApi api) {
        this.api = api;
    }

    /**
     * The outcome with the amount that was taken, where the request's outcome is a success; otherwise the same.
     *
     * @param outcome what the request says of itself
     */
    Future<Outcome> taken(ProviderAccountCredentials account, JsonFields request, Outcome outcome) {
        String paymentId = XenditReference.paymentId(request);
        if (!(outcome instanceof Outcome.Succeeded) || paymentId == null) {
            return Future.succeededFuture(outcome);
        }
        return api.get(account, PATH + XenditApi.part(paymentId)).map(answer -> switch (answer) {
            case Reply.Answered answered -> taken(answered.body(), request);
            // Where Xendit keeps no payment of that name, only the request tells of it.
            case Reply.Failed failed -> XenditApi.isNotFound(failed) ? outcome : failed.ofQuestion();
        });
    }

    private static Outcome taken(JsonFields payment, JsonFields request) {
        return XenditOutcomes.of(payment) instanceof Outcome.Succeeded paid
                ? new Outcome.Succeeded(
                        request.id("payment_request_id"), paid.amount(), paid.currency(), null, paid.providerData())
                : new Outcome.Unknown("The request has succeeded and its payment is " + payment.status());
    }
}
