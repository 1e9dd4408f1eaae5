package com.plugipay.providers.xendit;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.UrlPart;
import io.vertx.core.Future;

/**
 * The payments of payment requests. A request holds only the requested amount, its payment the paid amount:
 * https://docs.xendit.co/apidocs/get-payment-status.
 */
final class XenditPayments {
    private static final String PATH = "/v3/payments/";

    private final XenditApi api;

    XenditPayments(XenditApi api) {
        this.api = api;
    }

    /**
     * Replaces the amount of a success by the amount that was paid; leaves other outcomes as they are.
     *
     * @param outcome the outcome of the payment request
     */
    Future<Outcome> withPaidAmount(ProviderAccountCredentials account, JsonFields request, Outcome outcome) {
        String paymentId = XenditReference.paymentId(request);
        if (!(outcome instanceof Outcome.Succeeded) || paymentId == null) {
            return Future.succeededFuture(outcome);
        }
        return api.get(account, PATH + UrlPart.encode(paymentId)).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> withPaidAmount(answered.body(), request);
            // Without a payment of this id the request's outcome is the best there is.
            case ProviderReply.Failed failed -> XenditApi.isNotFound(failed) ? outcome : failed.queryOutcome();
        });
    }

    private static Outcome withPaidAmount(JsonFields payment, JsonFields request) {
        return XenditOutcomes.of(payment) instanceof Outcome.Succeeded paid
                ? new Outcome.Succeeded(
                        request.id("payment_request_id"), paid.amount(), paid.currency(), null, paid.providerData())
                : new Outcome.Unknown("The request has succeeded and its payment is " + payment.status());
    }
}
