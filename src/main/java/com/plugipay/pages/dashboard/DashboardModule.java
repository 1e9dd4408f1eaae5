package com.plugipay.pages.dashboard;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.settings.Logo;
import com.plugipay.http.server.MemberCalls;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.pages.SecurityHeaders;
import com.plugipay.pages.dashboard.export.ExportPages;
import com.plugipay.pages.dashboard.home.HomePage;
import com.plugipay.pages.dashboard.kinds.BillingKinds;
import com.plugipay.pages.dashboard.kinds.DeveloperKinds;
import com.plugipay.pages.dashboard.kinds.PaymentKinds;
import com.plugipay.pages.dashboard.kinds.ProviderAccountKind;
import com.plugipay.pages.dashboard.kinds.SettingsKinds;
import com.plugipay.pages.dashboard.kinds.StuckKind;
import com.plugipay.pages.dashboard.kinds.WebhookKinds;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.objects.ObjectPages;
import com.plugipay.pages.dashboard.objects.OverviewPage;
import com.plugipay.pages.dashboard.settings.LogoPages;
import com.plugipay.pages.dashboard.settings.MethodPages;
import com.plugipay.pages.dashboard.settings.TemplatePreviewPages;
import com.plugipay.pages.people.PageRoute;
import com.plugipay.pages.people.PageRoutes;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.PersonPages;
import com.plugipay.payments.Payment;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.accounts.ProviderAccountList;
import io.vertx.ext.web.Router;
import java.util.List;

/** The dashboard: what a business does by hand, over the operations of the API. */
public final class DashboardModule implements Module, PersonPages {
    /** Where a buyer comes who has paid by a link that leads nowhere else. */
    private static final String THANKS = "/thanks";

    private final PeoplePage page;
    private final DashboardCalls calls;
    private final ExportPages export;
    private final List<ObjectKind<?>> kinds;
    private final ObjectKind<Payment> payments;
    private final ProviderAccountKind providers;
    private final LogoPages logo;

    public DashboardModule(Node node, PeoplePage page, BillingSettingsStore settings) {
        this.page = page;
        this.calls = new DashboardCalls(
                node.operations(), new MemberCalls(node.keyLimits(), node.database(), node.masterKeys()));
        this.logo = new LogoPages(calls, settings, Logo.workers(node.vertx()), node.connections());
        this.export = new ExportPages(page, calls, node.database());
        this.payments = new PaymentKinds(node.http().baseUrl() + THANKS).payments();
        this.kinds = kinds(node.http().baseUrl());
        this.providers = new ProviderAccountKind(new CallbackUrls(node.http().baseUrl()));
    }

    /** The kinds of objects that have pages. */
    public static List<ObjectKind<?>> kinds(String baseUrl) {
        PaymentKinds payments = new PaymentKinds(baseUrl + THANKS);
        BillingKinds billing = new BillingKinds(payments.payments(), payments.sessions());
        WebhookKinds webhooks = new WebhookKinds();
        DeveloperKinds developers = new DeveloperKinds(baseUrl + "/v1", webhooks.deliveries());
        return List.of(
                payments.payments(),
                payments.sessions(),
                payments.refunds(),
                payments.attempts(),
                billing.customers(),
                billing.plans(),
                billing.subscriptions(),
                billing.invoices(),
                billing.receipts(),
                developers.apiKeys(),
                webhooks.endpoints(),
                webhooks.deliveries(),
                webhooks.recoveries(),
                developers.events(),
                SettingsKinds.templates());
    }

    /** Their requests are read as they come, and not as those of other pages. */
    @Override
    public void mountUploads(Router router) {
        page.frame(router.post(LogoPages.PATH).handler(PageRoutes::pause));
        logo.mountUpload(new PageRoutes(router, page));
    }

    @Override
    public void mount(Router router) {
        router.get(THANKS)
                .handler(SecurityHeaders.DASHBOARD)
                .handler(context ->
                        page.message(200, "thanks", PeoplePage.words(context)).to(context));
        mountPages(router);
    }

    @Override
    public List<PageRoute> mountPages(Router router) {
        PageRoutes routes = new PageRoutes(router, page);
        new HomePage(page, calls, payments).mount(routes);
        new SearchPages(page, calls).mount(routes);
        logo.mount(routes);
        logo.mountUpload(routes);
        new MethodPages(page, calls).mount(routes);
        new TemplatePreviewPages(calls).mount(routes);
        export.mount(routes);
        new ObjectPages<>(page, calls, StuckKind.stuck()).mount(routes);
        kinds.forEach(kind -> new ObjectPages<>(page, calls, kind).mount(routes));
        new OverviewPage<>(
                        page,
                        calls,
                        providers.accounts(),
                        ProviderAccountList.class,
                        all -> List.copyOf(all.accounts().values()),
                        providers::address)
                .mount(routes);
        new OverviewPage<>(page, calls, SettingsKinds.business(), BillingSettings.class, List::of, settings -> null)
                .mount(routes);
        return routes.all();
    }
}
