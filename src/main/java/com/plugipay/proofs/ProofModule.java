package com.plugipay.proofs;

import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.notifications.Notifications;

/** Proofs of transfers over HTTP. */
public final class ProofModule implements Module {
    private final Proofs proofs;

    public ProofModule(Node node, CheckoutSessionStore sessions, Notifications notifications) {
        this.proofs = new Proofs(node.vertx(), node.database(), sessions, notifications);
    }

    @Override
    public void mount(Operations api) {
        proofs.mount(api);
    }

    /** Takes proofs from buyers. */
    public Proofs proofs() {
        return proofs;
    }
}
