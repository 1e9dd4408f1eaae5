package com.plugipay.payments;

import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.EventType;
import io.vertx.core.Future;

/** Payments over HTTP. */
public final class PaymentRoutes {
    private final PaymentStore payments;
    private final DirectPayments direct;

    public PaymentRoutes(PaymentStore payments, DirectPayments direct) {
        this.payments = payments;
        this.direct = direct;
    }

    public void mount(Operations api) {
        api.post("/payments", "Create a payment without a checkout session")
                .accepts(PaymentInput.class)
                .returns(201, Payment.class)
                .resumedBy((call, paymentId) -> direct.resume(call.context(), paymentId))
                .handledInStepsBy(call -> direct.create(call.context(), call.input()));
        api.get("/payments", "List payments")
                .returnsPage(Payment.class, "status", "customerId", "checkoutSessionId", "provider")
                .handledBy(this::list);
        api.get("/payments/:id", "Retrieve a payment")
                .returns(200, Payment.class)
                .handledBy(this::retrieve);
        api.patch("/payments/:id", "Change a payment's description or metadata; null removes a value")
                .acceptsSome(PaymentDescription.class)
                .returns(200, Payment.class)
                .handledBy(this::changeDescription);
        api.post("/payments/:id/confirm", "Confirm that the money of a manual transfer has arrived")
                .returns(200, Payment.class)
                .handledBy(call -> direct.confirm(call.context(), call.id()));
        api.post("/payments/:id/reject", "Reject a manual transfer, whose money has not arrived")
                .returns(200, Payment.class)
                .handledBy(call -> direct.reject(call.context(), call.id()));
    }

    private Future<Page<Payment>> list(Call<Void> call) {
        return payments.list(call.tenant(), call.listing());
    }

    private Future<Payment> retrieve(Call<?> call) {
        return direct.find(call.tenant(), call.id());
    }

    private Change<Payment> changeDescription(Call<PaymentDescription> call) {
        return Change.after(() -> retrieve(call).map(before -> {
            PaymentDescription described =
                    call.changed(new PaymentDescription(before.description(), before.metadata()));
            Payment after = before.described(described.description(), described.metadata(), call.now());
            return payments.change(call.context(), before, after, EventType.PAYMENT_UPDATED)
                    .returning(after);
        }));
    }
}
