package com.plugipay.billing.settings;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** Billing settings over HTTP. */
public final class BillingSettingsModule implements Module {
    private final BillingSettingsRoutes routes;

    public BillingSettingsModule(Node node, BillingSettingsStore settings) {
        this.routes = new BillingSettingsRoutes(settings, Logo.workers(node.vertx()));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
