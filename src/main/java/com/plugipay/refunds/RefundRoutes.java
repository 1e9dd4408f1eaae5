package com.plugipay.refunds;

import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.http.Call;
import com.plugipay.http.Operations;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;

/** Refunds over HTTP. */
public final class RefundRoutes {
    private final RefundStore store;
    private final Refunds refunds;
    private final CheckoutSessionStore sessions;

    public RefundRoutes(RefundStore store, Refunds refunds, CheckoutSessionStore sessions) {
        this.store = store;
        this.refunds = refunds;
        this.sessions = sessions;
    }

    public void mount(Operations api) {
        api.post("/refunds", "Give money back, a part of a payment or all of it")
                .accepts(RefundInput.class)
                .returns(201, Refund.class)
                .resumedBy((call, refundId) -> refunds.resume(call.origin(), refundId))
                .by(this::create);
        api.get("/refunds", "List refunds")
                .returnsPage(Refund.class, "status", "paymentId", "chargeId")
                .by(call -> store.list(call.tenant(), call.listing()));
        api.get("/refunds/:id", "Retrieve a refund")
                .returns(200, Refund.class)
                .by(call ->
                        store.find(call.tenant(), call.id()).map(found -> found.orElseThrow(Problem.NOT_FOUND::here)));
    }

    private Future<Refund> create(Call<RefundInput> call) {
        RefundInput input = call.input();
        input.check();
        return paymentId(call, input).compose(paymentId -> refunds.create(call.origin(), paymentId, input));
    }

    private Future<String> paymentId(Call<RefundInput> call, RefundInput input) {
        if (input.paymentId() != null) {
            return Future.succeededFuture(input.paymentId());
        }
        if (input.chargeId() != null) {
            return Future.succeededFuture(input.chargeId());
        }
        String sourceId = Objects.requireNonNull(input.sourceId());
        return switch (Objects.requireNonNull(input.sourceType())) {
            case CHECKOUT_SESSION -> sessions.find(call.tenant(), sourceId).map(RefundRoutes::paymentOf);
            case INVOICE -> Future.failedFuture(noPayment());
        };
    }

    private static String paymentOf(Optional<CheckoutSession> session) {
        String paymentId = session.orElseThrow(RefundRoutes::noPayment).paymentId();
        if (paymentId == null) {
            throw Problem.CONFLICT.saying("The session is not paid.");
        }
        return paymentId;
    }

    private static Failure noPayment() {
        return Problem.NOT_FOUND.in("sourceId", "There is no such source.");
    }
}
