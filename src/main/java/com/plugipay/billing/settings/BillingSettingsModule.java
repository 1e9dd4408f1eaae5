package com.plugipay.billing.settings;

import com.plugipay.files.FileStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.providers.registry.ProviderModule;
import com.plugipay.templates.TemplateStore;
import io.vertx.core.WorkerExecutor;

/** Settings of the bills and of the checkout over HTTP. */
public final class BillingSettingsModule implements Module {
    private final BillingSettingsRoutes routes;
    private final CheckoutSettingsRoutes checkout;

    public BillingSettingsModule(
            Node node,
            BillingSettingsStore settings,
            TemplateStore templates,
            ProviderModule providers,
            FileStore files) {
        WorkerExecutor pictures = Logo.workers(node.vertx());
        this.routes = new BillingSettingsRoutes(settings, pictures);
        this.checkout = new CheckoutSettingsRoutes(
                settings,
                templates,
                providers.routings(),
                providers.store(),
                providers.methods(),
                files,
                pictures,
                node.http().baseUrl());
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
        checkout.mount(api);
    }
}
