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
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the buyer of a direct payment comes back to from the provider's page: what became of the payment is asked, and the
 * buyer goes on to where the merchant wants it. Nothing on this way is believed.
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
        router.get("/p/:id/return").handler(this::comeBack);
    }

    private void comeBack(RoutingContext context) {
        Future<String> destination = payments.findPublic(Parameters.path(context, "id"))
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(payment -> {
                    Requester.is(payment.workspaceId());
                    ChangeContext origin = new ChangeContext(
                            payment.tenant(),
                            Actor.BUYER,
                            clients.of(context.request()),
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            null);
                    // The buyer goes on whatever the provider says now: callbacks and look-ups will tell the rest.
                    return direct.comeBack(origin, payment)
                            .otherwise(failure -> unasked(payment, failure))
                            .compose(PaymentReturn::destination);
                });
        Reply.send(context, destination.map(url -> Reply.seeOther(url).with("Referrer-Policy", "no-referrer")));
    }

    private static Payment unasked(Payment payment, Throwable failure) {
        if (!(failure instanceof ApiException)) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("paymentId", payment.id())
                    .log("What became of a payment could not be asked");
        }
        return payment;
    }

    private static Future<String> destination(Payment payment) {
        String url = payment.returnUrl();
        return url == null
                ? Future.failedFuture(ErrorCode.NOT_FOUND.withMessage("The merchant has named no place to go on to."))
                : Future.succeededFuture(url);
    }
}
