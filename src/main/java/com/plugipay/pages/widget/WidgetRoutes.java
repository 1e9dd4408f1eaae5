package com.plugipay.pages.widget;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSnapshot;
import com.plugipay.checkout.PublicCheckoutRoutes;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Tenant;
import com.plugipay.pages.Texts;
import com.plugipay.providers.ProviderKind;
import com.plugipay.templates.TemplateKind;
import com.plugipay.templates.TemplateSet;
import com.plugipay.templates.TemplateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;

/** The public API of a session as the browser widget and the client libraries read it, on their mount only. */
public final class WidgetRoutes {
    private final BuyerCheckout buyer;
    private final BillingSettingsStore settings;
    private final TemplateStore templates;
    private final WidgetCharges charges;

    public WidgetRoutes(Vertx vertx, BuyerCheckout buyer, BillingSettingsStore settings, TemplateStore templates) {
        this.buyer = buyer;
        this.settings = settings;
        this.templates = templates;
        this.charges = new WidgetCharges(vertx);
    }

    public void mount(Operations api) {
        PublicCheckoutRoutes.PATHS.forEach(path -> mount(api.sdk(), path));
    }

    private void mount(Operations sdk, String path) {
        sdk.get(path, "Retrieve what the widget shows of a session")
                .withoutKey()
                .returns(200, WidgetSession.class)
                .handledBy(call -> session(call.id(), call.now()));
        sdk.post(path + "/charge", "Choose how to pay")
                .withoutKey()
                .accepts(PublicCheckoutRoutes.Choice.class)
                .returns(200, WidgetCharge.class)
                .handledInStepsBy(this::charge);
        sdk.post(path + "/buyer-claim", "State that the transfer was made")
                .withoutKey()
                .accepts(PublicCheckoutRoutes.TransferClaim.class)
                .returns(200, WidgetSession.class)
                .handledInStepsBy(call -> buyer.claimTransfer(
                                call.id(), client(call), call.input().proofUrl())
                        .compose(claimed -> session(call.id(), call.now())));
    }

    private Future<WidgetCharge> charge(Call<PublicCheckoutRoutes.Choice> call) {
        return buyer.choose(call.id(), call.input().choice(), client(call))
                .compose(attempt -> buyer.snapshot(call.id())
                        .compose(snapshot -> settings.of(snapshot.session().tenant())
                                .compose(found -> charges.of(snapshot, attempt, texts(found)))));
    }

    private Future<WidgetSession> session(String sessionId, Instant now) {
        return buyer.snapshot(sessionId).compose(snapshot -> {
            CheckoutSession session = snapshot.session();
            Tenant tenant = session.tenant();
            Future<BillingSettings> business = settings.of(tenant);
            Future<TemplateSet> all = templates.of(tenant);
            Future<List<ProviderKind>> providers = buyer.providers(tenant);
            return Future.all(business, all, providers)
                    .map(read -> WidgetSession.of(
                            snapshot,
                            catalog(snapshot, texts(business.result())),
                            business.result(),
                            all.result().config(TemplateKind.CHECKOUT, session.templateId()),
                            providers.result(),
                            now));
        });
    }

    private static List<WidgetSession.Choice> catalog(CheckoutSnapshot snapshot, Texts texts) {
        return snapshot.methods().stream()
                .map(method -> new WidgetSession.Choice(
                        method,
                        texts.method(method),
                        method.group().sdkName(),
                        snapshot.session().currency()))
                .toList();
    }

    /** The widget does not say which language the buyer reads. */
    private static Texts texts(BillingSettings settings) {
        return Texts.in(settings.language().code());
    }

    private static ClientInfo client(Call<?> call) {
        return new ClientInfo(call.ip(), call.now());
    }
}
