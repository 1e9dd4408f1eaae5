package com.plugipay.billing.settings;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** Billing settings over HTTP. */
public final class BillingSettingsModule implements Module {
    /** Decoding a picture may need a hundred megabytes of memory. */
    private static final int DECODED_AT_ONCE = 2;

    private final BillingSettingsRoutes routes;

    public BillingSettingsModule(Node node, BillingSettingsStore settings) {
        this.routes =
                new BillingSettingsRoutes(settings, node.vertx().createSharedWorkerExecutor("logos", DECODED_AT_ONCE));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
