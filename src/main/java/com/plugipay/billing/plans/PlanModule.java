package com.plugipay.billing.plans;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** Plans and their prices over HTTP. */
public final class PlanModule implements Module {
    private final PlanRoutes routes;

    public PlanModule(Node node) {
        this.routes = new PlanRoutes(new PlanStore(node.database()));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
