package com.plugipay;

import com.plugipay.attempts.QueryQuota;
import com.plugipay.audit.AuditModule;
import com.plugipay.billing.clocks.TestClockModule;
import com.plugipay.billing.dunning.DunningModule;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceCheckout;
import com.plugipay.billing.invoices.InvoiceModule;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.invoices.InvoiceUrls;
import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.PlanModule;
import com.plugipay.billing.portal.PortalModule;
import com.plugipay.billing.settings.BillingSettingsModule;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.billing.subscriptions.api.SubscriptionModule;
import com.plugipay.callbacks.CallbackModule;
import com.plugipay.checkout.CheckoutModule;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerModule;
import com.plugipay.documents.DocumentModule;
import com.plugipay.events.EventKind;
import com.plugipay.events.EventModule;
import com.plugipay.events.SdkEvents;
import com.plugipay.files.FileModule;
import com.plugipay.files.FileStore;
import com.plugipay.giftcards.GiftCard;
import com.plugipay.giftcards.GiftCardModule;
import com.plugipay.keys.KeyModule;
import com.plugipay.limits.Rate;
import com.plugipay.mail.MailComposer;
import com.plugipay.mail.MailKind;
import com.plugipay.mail.MailModule;
import com.plugipay.members.MemberModule;
import com.plugipay.members.MemberStore;
import com.plugipay.model.Resource;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.notifications.NotificationModule;
import com.plugipay.notifications.Notifications;
import com.plugipay.overview.OverviewModule;
import com.plugipay.pages.Assets;
import com.plugipay.pages.PageModule;
import com.plugipay.pages.dashboard.DashboardModule;
import com.plugipay.pages.live.LiveModule;
import com.plugipay.pages.notifications.NotificationPageModule;
import com.plugipay.pages.people.PeoplePageModule;
import com.plugipay.paymentmethods.PaymentMethodModule;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentModule;
import com.plugipay.people.PeopleModule;
import com.plugipay.people.SessionStore;
import com.plugipay.people.openid.OpenIdModule;
import com.plugipay.platforms.PlatformModule;
import com.plugipay.proofs.ProofModule;
import com.plugipay.providers.registry.ProviderModule;
import com.plugipay.receipts.ReceiptModule;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.refunds.Refund;
import com.plugipay.refunds.RefundModule;
import com.plugipay.requests.RequestModule;
import com.plugipay.search.SearchModule;
import com.plugipay.settlement.SettlementModule;
import com.plugipay.stuck.StuckModule;
import com.plugipay.templates.TemplateModule;
import com.plugipay.templates.TemplateStore;
import com.plugipay.tiers.TierModule;
import com.plugipay.timeline.TimelineModule;
import com.plugipay.webhooks.WebhookModule;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.workspaces.WorkspaceModule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Creates the modules of a node, in the order of the API's documentation. */
public final class Modules {
    /** The resource of the API for each type of object in events. */
    public static final Map<String, Class<? extends Resource>> RESOURCES = Map.of(
            "payment", Payment.class,
            "refund", Refund.class,
            "checkout_session", CheckoutSession.class,
            "customer", Customer.class,
            "plan", Plan.class,
            "subscription", Subscription.class,
            "invoice", Invoice.class,
            "gift_card", GiftCard.class,
            "webhook_endpoint", WebhookEndpoint.class);

    private Modules() {}

    private static Map<MailKind, MailComposer> composers(
            DocumentModule documents, PeoplePageModule people, NotificationPageModule notifications) {
        Map<MailKind, MailComposer> all = new EnumMap<>(documents.composers());
        all.putAll(people.composers());
        all.put(MailKind.NOTIFICATION, notifications.mails());
        return all;
    }

    static List<Module> of(Config config, Node node) {
        Notifications notifications = new Notifications(config.mail().isConfigured());
        Fees fees = new Fees(config.fees());
        QueryQuota quota = new QueryQuota(Rate.perMinute(node.limits().accountQuestionsPerMinute()));
        List<EventKind> kinds = EventKind.all(RESOURCES);
        SdkEvents sdkEvents = new SdkEvents(kinds);
        HostedUrls urls = new HostedUrls(node.http().baseUrl());
        CheckoutSessionStore sessions = new CheckoutSessionStore(node.database(), urls);

        BillingSettingsStore billingSettings = new BillingSettingsStore(node.database());
        FileStore files = new FileStore(node.database());
        TemplateStore templates = new TemplateStore(node.database());
        InvoiceStore invoices = new InvoiceStore(
                node.database(), billingSettings, new InvoiceUrls(node.http().baseUrl()), node.clock());

        SubscriptionStore subscriptions =
                new SubscriptionStore(node.database(), invoices, config.mail().isConfigured());
        PaymentMethodStore stored = new PaymentMethodStore(node.database(), node.masterKeys(), node.clock());
        ReceiptStore receipts = new ReceiptStore(node.database(), billingSettings::timeZone);
        ProviderModule providers = new ProviderModule(node, config.providers(), config.amountLimits(), notifications);
        RefundModule refunds = new RefundModule(node, providers.providers(), quota, sessions::paymentOf);
        SettlementModule settlement = new SettlementModule(
                node,
                providers.providers(),
                quota,
                fees,
                invoices.payables(sessions.payables(), subscriptions::dependentOn),
                stored,
                urls::returnUrl,
                refunds::recordReversal);
        PaymentModule payments = new PaymentModule(
                node, providers, settlement.charges(), stored, settlement.settlement()::decide, urls::paymentReturnUrl);
        CheckoutModule checkout =
                new CheckoutModule(node, sessions, urls, providers, settlement, stored, fees, templates, receipts);
        DunningModule dunning = new DunningModule(
                node,
                invoices,
                subscriptions,
                settlement,
                providers.methods(),
                stored,
                config.mail().isConfigured());
        DocumentModule documents = new DocumentModule(
                node,
                config.documents(),
                config.mail(),
                invoices,
                sessions,
                receipts,
                dunning.notices(),
                billingSettings,
                templates);
        ProofModule proofs = new ProofModule(node, sessions, notifications);
        SubscriptionModule subscribing =
                new SubscriptionModule(node, invoices, subscriptions, billingSettings::timeZone);
        PortalModule portal = new PortalModule(
                node,
                subscribing.actions(),
                invoices,
                receipts,
                stored,
                providers.methods(),
                checkout,
                billingSettings);
        MemberStore memberStore = new MemberStore(node.database());
        PeopleModule people = new PeopleModule(node, new SessionStore(node.database()), memberStore::accounts);
        MemberModule members = new MemberModule(node, memberStore, people);
        OpenIdModule openid =
                new OpenIdModule(node, config.people().openid(), people, members.invitations()::isInvited);
        Assets assets = Assets.load();
        PeoplePageModule peoplePages = new PeoplePageModule(node, assets, people, members, openid);
        NotificationModule notificationSettings = new NotificationModule(node);
        NotificationPageModule notificationPages = new NotificationPageModule(
                node, peoplePages.page(), notificationSettings.settings(), memberStore, config.mail());
        return List.of(
                new CustomerModule(node),
                new PaymentMethodModule(node, providers.providers(), stored),
                new PlanModule(node),
                subscribing,
                dunning,
                new TestClockModule(node, List.of(subscribing.clockWork(), dunning.clockWork())),
                new InvoiceModule(node, invoices, billingSettings, templates, settlement, fees),
                new ReceiptModule(receipts),
                new GiftCardModule(node),
                portal,
                documents,
                new MailModule(node, config.mail(), composers(documents, peoplePages, notificationPages)),
                new BillingSettingsModule(node, billingSettings, templates, providers, files),
                new FileModule(node, files),
                new TemplateModule(templates),
                checkout,
                proofs,
                payments,
                refunds,
                providers,
                new KeyModule(node),
                people,
                members,
                notificationSettings,
                new WorkspaceModule(node),
                new PlatformModule(node),
                new TierModule(node),
                openid,
                new EventModule(node, kinds, sdkEvents),
                new WebhookModule(
                        node.database(),
                        node.masterKeys(),
                        config.webhooks(),
                        kinds,
                        sdkEvents,
                        node.claims(),
                        node.metrics(),
                        node.clock(),
                        notifications),
                settlement,
                new StuckModule(node),
                new AuditModule(node),
                new TimelineModule(node),
                new RequestModule(node),
                new SearchModule(node),
                new OverviewModule(node, billingSettings::timeZone),
                peoplePages,
                new DashboardModule(node, peoplePages.page(), billingSettings),
                notificationPages,
                new LiveModule(node, peoplePages.page()),
                new CallbackModule(node, providers, settlement, stored, refunds.callbacks()),
                new PageModule(
                        node,
                        assets,
                        checkout.buyer(),
                        proofs.proofs(),
                        payments,
                        invoices,
                        new InvoiceCheckout(
                                node.database(), invoices, sessions, checkout.transitions(), providers.methods(), urls),
                        documents.invoiceDocuments(),
                        receipts,
                        documents.receiptDocuments(),
                        billingSettings,
                        templates,
                        portal.portal(),
                        documents.letterheads()));
    }
}
