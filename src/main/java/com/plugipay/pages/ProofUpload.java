package com.plugipay.pages;

import com.plugipay.checkout.BuyerSide;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutViews.Arrival;
import com.plugipay.problems.Problem;
import com.plugipay.proofs.Proofs;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;

/**
 * Takes the proof of a transfer from the checkout page, and leads back to it. What is sent can never be had again from
 * here: only the merchant sees it.
 */
final class ProofUpload {
    /** Each holds up to five megabytes until it is stored. */
    private static final int AT_ONCE = 8;

    private static final long LINGER_MS = 2_000;

    private final HostedCheckout checkout;
    private final BuyerSide buyer;
    private final Proofs proofs;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ProofUpload(HostedCheckout checkout, BuyerSide buyer, Proofs proofs) {
        this.checkout = checkout;
        this.buyer = buyer;
        this.proofs = proofs;
    }

    void mount(Router router) {
        router.post("/c/:id/proof")
                .handler(SecurityHeaders.CHECKOUT)
                .handler(this::receive)
                .failureHandler(context -> {
                    drop(context);
                    checkout.fail(context, context.failure());
                });
    }

    /** Nothing is read for a session that waits for no transfer. */
    private void receive(RoutingContext context) {
        context.request().pause();
        checkout.see(context, Arrival.PLAIN)
                .compose(view -> view.screen().takesProof()
                        ? take(context)
                        : Future.failedFuture(Problem.CONFLICT.saying("No transfer is waited for.")))
                .onSuccess(taken -> lead(context, taken ? Notice.PROOF_RECEIVED : Notice.PROOF_REFUSED))
                .onFailure(failure -> refuse(context, failure));
    }

    private Future<Boolean> take(RoutingContext context) {
        if (!places.tryAcquire()) {
            return Future.failedFuture(Problem.UNAVAILABLE.here());
        }
        String id = HostedCheckout.id(context);
        return FormFile.read(context.vertx(), context.request(), Proofs.LARGEST)
                .compose(sent ->
                        buyer.origin(id, checkout.visit(context)).compose(origin -> proofs.receive(origin, id, sent)))
                .onComplete(done -> places.release());
    }

    private void refuse(RoutingContext context, Throwable failure) {
        drop(context);
        if (Problem.PAYLOAD_TOO_LARGE.is(failure)) {
            checkout.show(context, Problem.PAYLOAD_TOO_LARGE.status(), new Arrival(false, Notice.PROOF_TOO_LARGE));
        } else if (Problem.UNSUPPORTED_MEDIA_TYPE.is(failure)) {
            lead(context, Notice.PROOF_UNREADABLE);
        } else {
            HostedCheckout.lead(context, Future.failedFuture(failure));
        }
    }

    private static void lead(RoutingContext context, Notice notice) {
        HostedCheckout.lead(context, Future.succeededFuture(HostedCheckout.saying(notice)));
    }

    /** What still comes after the answer is thrown away for a moment; then the line is cut, as it may have no end. */
    private static void drop(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            return;
        }
        request.handler(ignored -> {}).resume();
        context.vertx().setTimer(LINGER_MS, ignored -> {
            if (!request.isEnded() && request.version() == HttpVersion.HTTP_2) {
                request.response().reset();
            } else if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }
}
