package com.plugipay.pages;

import com.plugipay.db.Requester;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.DirectPayments;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The URL to which a provider sends the buyer of a direct payment: asks the provider for the status of the payment, and
 * redirects to the merchant. The parameters of the request prove nothing, and are ignored.
 */
final class PaymentReturn {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentReturn.class);

    private final PaymentStore payments;
    private final DirectPayments direct;
    private final ClientAddresses clients;
    private final InstantSource clock;

    PaymentReturn(PaymentStore payments, DirectPayments direct, ClientAddresses clients, InstantSource clock) {
        this.payments = payments;
        this.direct = direct;
        this.clients = clients;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get("/p/:id/return").handler(this::handleReturn);
    }

    private void handleReturn(RoutingContext context) {
        Future<String> destination = payments.findPublic(Parameters.path(context, "id"))
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(payment -> {
                    Requester.is(payment.workspaceId());
                    ChangeContext change = new ChangeContext(
                            payment.tenant(), Actor.BUYER, clients.of(context.request()), clock.instant(), null);
                    // The buyer is redirected even when the provider fails to respond: callbacks and polls settle the
                    // payment.
                    return direct.refreshStatus(change, payment)
                            .otherwise(failure -> logged(payment, failure))
                            .compose(PaymentReturn::destination);
                });
        Reply.send(context, destination.map(url -> Reply.seeOther(url).with("Referrer-Policy", "no-referrer")));
    }

    private static Payment logged(Payment payment, Throwable failure) {
        if (!(failure instanceof ApiException)) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("paymentId", payment.id())
                    .log("Could not ask for the status of a payment");
        }
        return payment;
    }

    private static Future<String> destination(Payment payment) {
        String url = payment.returnUrl();
        return url == null
                ? Future.failedFuture(ErrorCode.NOT_FOUND.withMessage("The payment has no returnUrl."))
                : Future.succeededFuture(url);
    }
}
