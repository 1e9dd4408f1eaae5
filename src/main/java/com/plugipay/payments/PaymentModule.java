package com.plugipay.payments;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.providers.registry.ProviderModule;
import java.util.function.Function;

/** Payments over HTTP, and payments without a checkout session. */
public final class PaymentModule implements Module {
    private final PaymentStore payments;
    private final DirectPayments direct;
    private final PaymentRoutes routes;

    /**
     * The module of a node.
     *
     * @param decision settles what a merchant decides about a payment that is confirmed by hand
     * @param returnUrl gives for a payment's id the address to which the provider sends the buyer back
     */
    public PaymentModule(
            Node node,
            ProviderModule providers,
            ChargeService charges,
            PaymentMethodStore stored,
            DirectPayments.Decision decision,
            Function<String, String> returnUrl) {
        this.payments = new PaymentStore(node.database());
        this.direct = new DirectPayments(
                payments,
                new AttemptStore(node.database()),
                charges,
                decision,
                providers.methods(),
                stored,
                providers.uniqueAmounts(),
                returnUrl);
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
