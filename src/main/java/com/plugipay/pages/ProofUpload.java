package com.plugipay.pages;

import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.connections.Connections;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutViews.Arrival;
import com.plugipay.proofs.Proofs;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes the proof of a transfer from the checkout page, and leads back to it. What is sent can never be had again from
 * here: only the merchant sees it.
 */
final class ProofUpload {
    private final HostedCheckout checkout;
    private final BuyerCheckout buyer;
    private final Proofs proofs;
    private final Connections connections;
    private final UploadSlots places = new UploadSlots();

    ProofUpload(HostedCheckout checkout, BuyerCheckout buyer, Proofs proofs, Connections connections) {
        this.checkout = checkout;
        this.buyer = buyer;
        this.proofs = proofs;
        this.connections = connections;
    }

    void mount(Router router) {
        router.post("/c/:id/proof")
                .handler(SecurityHeaders.CHECKOUT)
                .handler(this::receive)
                .failureHandler(checkout::fail);
    }

    /** Nothing is read for a session that waits for no transfer. */
    private void receive(RoutingContext context) {
        context.request().pause();
        checkout.see(context, Arrival.PLAIN)
                .compose(view -> view.screen().takesProof()
                        ? take(context)
                        : Future.failedFuture(ErrorCode.CONFLICT.withMessage("The session expects no transfer.")))
                .onSuccess(taken -> lead(context, taken ? Notice.PROOF_RECEIVED : Notice.PROOF_REFUSED))
                .onFailure(failure -> refuse(context, failure));
    }

    private Future<Boolean> take(RoutingContext context) {
        String id = HostedCheckout.id(context);
        BuyerCheckout.Visit visit = checkout.visit(context);
        HttpServerRequest request = context.request();
        return FormFile.read(request, Proofs.LARGEST, () -> connections.drop(request))
                .compose(sent -> places.with(
                        id,
                        AddressLimits.network(visit.ip()),
                        () -> buyer.origin(id, visit).compose(origin -> proofs.receive(origin, id, sent))));
    }

    private void refuse(RoutingContext context, Throwable failure) {
        if (ErrorCode.PAYLOAD_TOO_LARGE.is(failure)) {
            checkout.show(context, ErrorCode.PAYLOAD_TOO_LARGE.status(), new Arrival(false, Notice.PROOF_TOO_LARGE));
        } else if (ErrorCode.UNSUPPORTED_MEDIA_TYPE.is(failure)) {
            lead(context, Notice.PROOF_UNREADABLE);
        } else {
            HostedCheckout.lead(context, Future.failedFuture(failure));
        }
    }

    private static void lead(RoutingContext context, Notice notice) {
        HostedCheckout.lead(context, Future.succeededFuture(HostedCheckout.saying(notice)));
    }
}
