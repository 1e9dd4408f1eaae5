package com.plugipay.providers.registry;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.notifications.Notifications;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.AmountLimitTable;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.accounts.MethodRoutingStore;
import com.plugipay.providers.accounts.ProviderAccountCache;
import com.plugipay.providers.accounts.ProviderAccountRoutes;
import com.plugipay.providers.accounts.ProviderAccountStore;
import com.plugipay.providers.bus.ProviderVerticle;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.manual.UniqueAmountStore;
import com.plugipay.providers.manual.UniqueAmounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.util.List;

/** The provider accounts that merchants connect over HTTP, and an adapter for each provider. */
public final class ProviderModule implements Module {
    private final ProviderAccountCache accounts;
    private final ProviderAccountStore store;
    private final MethodRoutingStore routings;
    private final ConnectedMethods methods;
    private final Providers providers;
    private final UniqueAmounts uniqueAmounts;
    private final ProviderAccountRoutes routes;
    private final List<Provider> adapters;
    private final MeterRegistry metrics;

    /** Throws an IllegalArgumentException when an adapter's configuration is wrong. */
    public ProviderModule(
            Node node, ProviderConfig config, List<AmountLimitTable.Line> amountLimits, Notifications notifications) {
        this.store = new ProviderAccountStore(node.database(), node.masterKeys());
        this.routings = new MethodRoutingStore(node.database());
        this.accounts = new ProviderAccountCache(store);
        this.methods = new ConnectedMethods(store, routings, new AmountLimitTable(amountLimits));
        this.providers = new Providers(node.vertx());
        this.uniqueAmounts = new UniqueAmounts(accounts, new UniqueAmountStore(node.database()), methods::limits);
        this.routes = new ProviderAccountRoutes(store, routings, accounts, methods, providers, notifications);
        ProviderFactory.Context context = new ProviderFactory.Context(
                node.vertx(), accounts, config, new CallbackUrls(node.http().baseUrl()), node.database(), node.clock());
        this.metrics = node.metrics();
        this.adapters = ProviderKind.factories().stream()
                .map(factory -> factory.create(context))
                .toList();
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Deployable> services() {
        return adapters.stream()
                .<Deployable>map(adapter -> new ProviderVerticle(adapter, metrics))
                .toList();
    }

    /** The connected accounts with their credentials, cached for a short time. */
    public ProviderAccountCache accounts() {
        return accounts;
    }

    /** Which accounts are connected, as the database says. */
    public ProviderAccountStore store() {
        return store;
    }

    /** Which provider serves a method, as the database says. */
    public MethodRoutingStore routings() {
        return routings;
    }

    /** The methods that a workspace can take, and their providers. */
    public ConnectedMethods methods() {
        return methods;
    }

    /** The adapters, behind the event bus. */
    public Providers providers() {
        return providers;
    }

    /** The amounts by which transfers are told apart. */
    public UniqueAmounts uniqueAmounts() {
        return uniqueAmounts;
    }
}
