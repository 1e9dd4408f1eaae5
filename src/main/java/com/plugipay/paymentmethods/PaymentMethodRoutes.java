package com.plugipay.paymentmethods;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import io.vertx.core.Future;

/** Stored payment methods over HTTP. */
public final class PaymentMethodRoutes {
    private final PaymentMethodStore methods;

    public PaymentMethodRoutes(PaymentMethodStore methods) {
        this.methods = methods;
    }

    public void mount(Operations api) {
        api.get("/customers/:id/payment-methods", "List the stored payment methods of a customer")
                .returnsPage(StoredPaymentMethod.class, "status")
                .handledBy(this::list);
        api.get("/payment-methods/:id", "Retrieve a stored payment method")
                .returns(200, StoredPaymentMethod.class)
                .handledBy(this::retrieve);
        api.delete("/payment-methods/:id", "End a stored payment method, also at its provider")
                .returnsNothing()
                .handledBy(call -> methods.revoke(call.context(), call.id()));
    }

    private Future<Page<StoredPaymentMethod>> list(Call<Void> call) {
        return methods.hasCustomer(call.tenant(), call.id())
                .compose(exists -> exists
                        ? methods.list(call.tenant(), call.listing().only("customerId", call.id()))
                        : Future.failedFuture(ErrorCode.NOT_FOUND.exception()));
    }

    private Future<StoredPaymentMethod> retrieve(Call<?> call) {
        return methods.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
