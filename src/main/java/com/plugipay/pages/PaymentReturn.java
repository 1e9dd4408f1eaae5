package com.plugipay.pages;

import com.plugipay.async.Patience;
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
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
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
    private final CheckoutPage page;
    private final ErrorPage errors;
    private final ClientAddresses clients;
    private final InstantSource clock;

    PaymentReturn(
            PaymentStore payments,
            DirectPayments direct,
            CheckoutPage page,
            ClientAddresses clients,
            InstantSource clock) {
        this.payments = payments;
        this.direct = direct;
        this.page = page;
        this.errors = new ErrorPage(page, "return", "notFound");
        this.clients = clients;
        this.clock = clock;
    }

    void mount(Router router) {
        router.route("/p/*").handler(SecurityHeaders.CHECKOUT);
        // Some providers send the buyer back by a form.
        router.route("/p/:id/return")
                .method(HttpMethod.GET)
                .method(HttpMethod.POST)
                .handler(this::handleReturn);
        router.route("/p/*").failureHandler(context -> errors.show(context, Texts.of(context)));
    }

    private void handleReturn(RoutingContext context) {
        Future<Payment> returned = payments.findPublic(Parameters.path(context, "id"))
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(payment -> {
                    Requester.is(payment.workspaceId());
                    ChangeContext change = new ChangeContext(
                            payment.tenant(), Actor.BUYER, clients.of(context.request()), clock.instant(), null);
                    // The buyer is redirected even when the provider fails to respond: callbacks and polls settle the
                    // payment.
                    return Patience.ofReturn(
                            direct.refreshStatus(change, payment).otherwise(failure -> logged(payment, failure)),
                            payment);
                });
        Reply.send(context, returned.map(payment -> next(payment, Texts.of(context))));
    }

    /** Leads to the merchant; without a returnUrl the buyer finds the way alone. */
    private Reply next(Payment payment, Texts texts) {
        WebAddress url = payment.returnUrl();
        return url == null ? Reply.html(200, page.message("returned", texts)) : Reply.seeOther(url.text());
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
}
