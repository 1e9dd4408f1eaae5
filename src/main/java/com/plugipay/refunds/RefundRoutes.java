package com.plugipay.refunds;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Refunds over HTTP. */
public final class RefundRoutes {
    private final RefundStore store;
    private final Refunds refunds;
    private final RefundReviews reviews;
    private final BiFunction<Tenant, String, Future<Optional<String>>> paymentOfSession;

    /**
     * The operations on refunds.
     *
     * @param paymentOfSession finds the id of the payment of a checkout session; empty when there is no such session, fails
     *     with 409 when it has no payment
     */
    RefundRoutes(
            RefundStore store,
            Refunds refunds,
            RefundReviews reviews,
            BiFunction<Tenant, String, Future<Optional<String>>> paymentOfSession) {
        this.store = store;
        this.refunds = refunds;
        this.reviews = reviews;
        this.paymentOfSession = paymentOfSession;
    }

    public void mount(Operations api) {
        api.post("/refunds", "Give money back, a part of a payment or all of it")
                .accepts(RefundInput.class)
                .returns(201, Refund.class)
                .resumedBy((call, refundId) -> refunds.resume(call.context(), refundId))
                .handledInStepsBy(this::create);
        api.get("/refunds", "List refunds")
                .returnsPage(Refund.class, "status", "paymentId", "chargeId")
                .handledBy(call -> store.list(call.tenant(), call.listing()));
        api.get("/refunds/:id", "Retrieve a refund")
                .returns(200, Refund.class)
                .handledBy(call -> store.find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        api.post("/refunds/:id/confirm", "Say that a refund whose outcome stays unknown was made")
                .returns(200, Refund.class)
                .handledBy(call -> reviews.confirm(call.context(), call.id()));
        api.post("/refunds/:id/reject", "Say that a refund whose outcome stays unknown was not made")
                .returns(200, Refund.class)
                .handledBy(call -> reviews.reject(call.context(), call.id()));
    }

    private Future<Refund> create(Call<RefundInput> call) {
        RefundInput input = call.input();
        return paymentId(call, input).compose(paymentId -> refunds.create(call.context(), paymentId, input));
    }

    private Future<String> paymentId(Call<RefundInput> call, RefundInput input) {
        if (input.paymentId() != null) {
            return Future.succeededFuture(input.paymentId());
        }
        String chargeId = input.chargeId();
        if (chargeId != null) {
            // To the client libraries, a session that is confirmed by hand is its own charge.
            return chargeId.startsWith("sess_")
                    ? paymentOfSession
                            .apply(call.tenant(), chargeId)
                            .map(found -> found.orElseThrow(
                                    () -> ErrorCode.NOT_FOUND.forField("chargeId", "There is no such payment.")))
                    : Future.succeededFuture(chargeId);
        }
        String sourceId = Objects.requireNonNull(input.sourceId());
        return switch (Objects.requireNonNull(input.sourceType())) {
            case CHECKOUT_SESSION ->
                paymentOfSession
                        .apply(call.tenant(), sourceId)
                        .map(found -> found.orElseThrow(RefundRoutes::noPayment));
            case INVOICE -> Future.failedFuture(noPayment());
        };
    }

    private static ApiException noPayment() {
        return ErrorCode.NOT_FOUND.forField("sourceId", "There is no such source.");
    }
}
