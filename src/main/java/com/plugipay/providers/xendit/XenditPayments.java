package com.plugipay.providers.xendit;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;

/**
 * The payments of payment requests. A request holds the requested amount only; its payment holds the paid one: https://docs.xendit.co/apidocs/get-payment-status.
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
     * @param outcome of the payment request
     */
    Future<Outcome> taken(ProviderAccountCredentials account, JsonFields request, Outcome outcome) {
        String paymentId = XenditReference.paymentId(request);
        if (!(outcome instanceof Outcome.Succeeded) || paymentId == null) {
            return Future.succeededFuture(outcome);
        }
        return api.get(account, PATH + XenditApi.part(paymentId)).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> taken(answered.body(), request);
            // Where Xendit has no payment with this id, the request is all there is.
            case ProviderReply.Failed failed -> XenditApi.isNotFound(failed) ? outcome : failed.ofQuestion();
        });
    }

    private static Outcome taken(JsonFields payment, JsonFields request) {
        return XenditOutcomes.of(payment) instanceof Outcome.Succeeded paid
                ? new Outcome.Succeeded(
                        request.id("payment_request_id"), paid.amount(), paid.currency(), null, paid.providerData())
                : new Outcome.Unknown("The request has succeeded and its payment is " + payment.status());
    }
}
