package com.plugipay.payments;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.providers.registry.ProviderModule;
import java.util.function.Function;

/** Payments over HTTP, and those that are made without a checkout session. */
public final class PaymentModule implements Module {
    private final PaymentStore payments;
    private final DirectPayments direct;
    private final PaymentRoutes routes;

    /**
     * The module of a node.
     *
     * @param decision takes what a person says of a payment that is confirmed by hand
     * @param comeBackUrl where providers send the buyer of a payment back to, by the payment's id
     */
    public PaymentModule(
            Node node,
            ProviderModule providers,
            ChargeService charges,
            DirectPayments.Decision decision,
            Function<String, String> comeBackUrl) {
        this.payments = new PaymentStore(node.database());
        this.direct = new DirectPayments(
                payments,
                new AttemptStore(node.database()),
                charges,
                decision,
                providers.methods(),
                providers.uniqueAmounts(),
                comeBackUrl);
        this.routes = new PaymentRoutes(payments, direct);
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    public PaymentStore payments() {
        return payments;
    }

    public DirectPayments direct() {
        return direct;
    }
}
