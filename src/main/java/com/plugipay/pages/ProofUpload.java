package com.plugipay.pages;

import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.http.connections.Connections;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutViews.PageQuery;
import com.plugipay.proofs.Proofs;
import com.plugipay.proofs.Proofs.ReceiveResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Receives the proof of a transfer from the checkout page, and redirects back to it. Only the merchant can read the proof.
 */
final class ProofUpload {
    private final HostedCheckout checkout;
    private final BuyerCheckout buyer;
    private final Proofs proofs;
    private final Connections connections;
    private final UploadSlots slots;

    ProofUpload(
            HostedCheckout checkout, BuyerCheckout buyer, Proofs proofs, UploadSlots slots, Connections connections) {
        this.checkout = checkout;
        this.buyer = buyer;
        this.proofs = proofs;
        this.slots = slots;
        this.connections = connections;
    }

    void mount(Router router) {
        router.post("/c/:id/proof")
                .handler(SecurityHeaders.CHECKOUT)
                .handler(this::receive)
                .failureHandler(checkout::fail);
    }

    /** Reads nothing of the request when the session expects no transfer. */
    private void receive(RoutingContext context) {
        context.request().pause();
        checkout.view(context, PageQuery.NONE)
                .compose(view -> view.screen().takesProof()
                        ? store(context)
                        : Future.failedFuture(ErrorCode.CONFLICT.withMessage("The session expects no transfer.")))
                .onSuccess(result -> redirect(context, notice(result)))
                .onFailure(failure -> refuse(context, failure));
    }

    private Future<ReceiveResult> store(RoutingContext context) {
        String id = HostedCheckout.id(context);
        ClientInfo client = checkout.client(context);
        HttpServerRequest request = context.request();
        return FormFile.read(request, Proofs.LARGEST, () -> connections.drop(request))
                .compose(file -> slots.with(
                        id,
                        AddressLimits.network(client.ip()),
                        () -> buyer.context(id, client).compose(change -> proofs.receive(change, id, file))));
    }

    private void refuse(RoutingContext context, Throwable failure) {
        if (ErrorCode.PAYLOAD_TOO_LARGE.is(failure)) {
            checkout.show(context, ErrorCode.PAYLOAD_TOO_LARGE.status(), new PageQuery(false, Notice.PROOF_TOO_LARGE));
        } else if (ErrorCode.UNSUPPORTED_MEDIA_TYPE.is(failure)) {
            redirect(context, Notice.PROOF_UNREADABLE);
        } else {
            HostedCheckout.redirect(context, Future.failedFuture(failure));
        }
    }

    private static Notice notice(ReceiveResult result) {
        return switch (result) {
            case STORED -> Notice.PROOF_RECEIVED;
            case REFUSED -> Notice.PROOF_REFUSED;
        };
    }

    private static void redirect(RoutingContext context, Notice notice) {
        HostedCheckout.redirect(context, Future.succeededFuture(HostedCheckout.query(notice)));
    }
}
