package com.plugipay.paymentmethods;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.providers.bus.Providers;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import java.util.List;

/** Stored payment methods: the API, and their deletion at providers. */
public final class PaymentMethodModule implements Module {
    private final Node node;
    private final Providers providers;
    private final PaymentMethodStore methods;

    public PaymentMethodModule(Node node, Providers providers, PaymentMethodStore methods) {
        this.node = node;
        this.providers = providers;
        this.methods = methods;
    }

    @Override
    public void mount(Operations api) {
        new PaymentMethodRoutes(methods).mount(api);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(PaymentMethodStore.DELETIONS);
    }

    @Override
    public List<Work> work() {
        return List.of(PaymentMethodDeletion.of(node.claims(), methods, providers));
    }
}
