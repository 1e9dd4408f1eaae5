package com.plugipay;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.attempts.StatusPoller;
import com.plugipay.audit.AuditRoutes;
import com.plugipay.audit.AuditStore;
import com.plugipay.auth.AuthVerticle;
import com.plugipay.auth.Authenticator;
import com.plugipay.bus.LocalCodec;
import com.plugipay.callbacks.Callbacks;
import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.checkout.CheckoutRoutes;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.checkout.MethodSelection;
import com.plugipay.checkout.PublicCheckoutRoutes;
import com.plugipay.checkout.SessionExpiry;
import com.plugipay.checkout.SessionTransitions;
import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerRoutes;
import com.plugipay.customers.CustomerStore;
import com.plugipay.db.Database;
import com.plugipay.errors.RefusalLog;
import com.plugipay.events.EventKind;
import com.plugipay.events.EventRoutes;
import com.plugipay.events.EventStore;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.addresses.AddressRanges;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.server.ApiVerticle;
import com.plugipay.http.server.KeyLimits;
import com.plugipay.http.server.RequestPipeline;
import com.plugipay.http.server.Servers;
import com.plugipay.http.server.StandardHeaders;
import com.plugipay.idempotency.ExpiredResponses;
import com.plugipay.keys.ApiKeyRoutes;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.MasterKeyVersions;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.limits.Rate;
import com.plugipay.management.ManagementVerticle;
import com.plugipay.management.Metrics;
import com.plugipay.model.Resource;
import com.plugipay.pages.Pages;
import com.plugipay.payments.DirectPayments;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRoutes;
import com.plugipay.payments.PaymentStore;
import com.plugipay.proofs.Proofs;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.AmountLimitTable;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.accounts.ProviderAccountCache;
import com.plugipay.providers.accounts.ProviderAccountRoutes;
import com.plugipay.providers.accounts.ProviderAccountStore;
import com.plugipay.providers.bus.ProviderVerticle;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.manual.UniqueAmountStore;
import com.plugipay.providers.manual.UniqueAmounts;
import com.plugipay.refunds.Refund;
import com.plugipay.refunds.RefundRoutes;
import com.plugipay.refunds.RefundStatusPoller;
import com.plugipay.refunds.RefundStore;
import com.plugipay.refunds.Refunds;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.settlement.AttemptRoutes;
import com.plugipay.settlement.Reviews;
import com.plugipay.settlement.Settlement;
import com.plugipay.settlement.SettlementTransaction;
import com.plugipay.stuck.StuckList;
import com.plugipay.webhooks.WebhookModule;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.work.Claimable;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkVerticle;
import com.plugipay.workspaces.WorkspaceNames;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A running node: everything that serves, wired by hand. Stopping it answers what is in flight first. */
public final class Gateway {
    /** What the API answers for each type of object that events are about. */
    public static final Map<String, Class<? extends Resource>> RESOURCES = Map.of(
            "payment", Payment.class,
            "refund", Refund.class,
            "checkout_session", CheckoutSession.class,
            "customer", Customer.class,
            "webhook_endpoint", WebhookEndpoint.class);

    private final Vertx vertx;
    private final Database database;
    private final Claims claims;
    private final AtomicBoolean serving = new AtomicBoolean();
    /** What answers, what works in the background, and what both of them need. */
    private final Deployments servers;

    private final Deployments workers;
    private final Deployments needed;
    private int port;
    private int managementPort;

    private Gateway(Vertx vertx, Database database, Claims claims) {
        this.vertx = vertx;
        this.database = database;
        this.claims = claims;
        this.servers = new Deployments(vertx);
        this.workers = new Deployments(vertx);
        this.needed = new Deployments(vertx);
    }

    /**
     * Starts all of it on a database that is migrated; fails with {@link com.plugipay.keys.WrongMasterKey} when the master
     * keys are not its own. The clock is the system's, but for tests.
     */
    public static Future<Gateway> start(Config config, InstantSource clock) {
        Metrics metrics = new Metrics();
        ClientAddresses clients =
                new ClientAddresses(AddressRanges.of(config.http().trustedProxies()));
        HttpServerOptions options = Servers.options(config.http());
        Connections connections = new Connections(config.connections(), options, clients::isProxy, metrics.registry());
        Vertx vertx = Servers.vertx(metrics.options(), metrics.factory(), connections);
        LocalCodec.register(vertx);
        MasterKeys masterKeys = MasterKeys.parse(config.masterKeys());
        LimitsConfig limits = config.limits();
        Database database = Database.connect(vertx, config.database(), limits.workspaceConnectionsPercent());
        Claims claims = new Claims(database, config.nodeNameOrHost(), clock, claimed());
        Gateway gateway = new Gateway(vertx, database, claims);

        HostedUrls urls = new HostedUrls(config.http().baseUrl());
        Authenticator authenticator = new Authenticator(vertx);
        ApiKeyStore keys = new ApiKeyStore(database, masterKeys);
        CustomerStore customers = new CustomerStore(database);
        CheckoutSessionStore sessions = new CheckoutSessionStore(database, urls);
        PaymentStore payments = new PaymentStore(database);
        ProviderAccountStore accounts = new ProviderAccountStore(database, masterKeys);
        ProviderAccountCache connected = new ProviderAccountCache(accounts);
        ConnectedMethods methods = new ConnectedMethods(accounts, new AmountLimitTable(config.amountLimits()));
        Providers providers = new Providers(vertx);
        AttemptStore attempts = new AttemptStore(database);
        Fees fees = new Fees(config.fees());
        SettlementTransaction decider = new SettlementTransaction(database, sessions.payables(), payments, attempts);
        RefundStore refundStore = new RefundStore(database);
        QueryQuota questions = new QueryQuota(Rate.perMinute(limits.accountQuestionsPerMinute()));
        Refunds refunds = new Refunds(refundStore, payments, attempts, providers, questions);
        Settlement settlement = new Settlement(decider, attempts, refunds::reversed, fees);
        SessionTransitions ends = new SessionTransitions(decider, fees);
        ChargeService charging = new ChargeService(providers, settlement, questions);
        UniqueAmountStore unique = new UniqueAmountStore(database);
        UniqueAmounts amounts = new UniqueAmounts(connected, unique);
        MethodSelection choices = new MethodSelection(sessions, attempts, charging, methods, amounts, urls);
        WorkspaceNames names = new WorkspaceNames(new WorkspaceStore(database));
        Buckets<String> actions = new Buckets<>(Rate.perMinute(limits.sessionActionsPerMinute()));
        BuyerCheckout buyer = new BuyerCheckout(sessions, choices, ends, payments, names, methods, actions);
        DirectPayments direct = new DirectPayments(
                payments, attempts, charging, settlement::decide, methods, amounts, urls::paymentComeBack);

        Proofs proofs = new Proofs(vertx, database, sessions);

        Operations api = new Operations();
        new CustomerRoutes(customers).mount(api);
        new CheckoutRoutes(sessions, ends, methods, urls).mount(api);
        proofs.mount(api);
        new PaymentRoutes(payments, direct).mount(api);
        new RefundRoutes(refundStore, refunds, sessions::paymentOf).mount(api);
        new PublicCheckoutRoutes(buyer).mount(api);
        new ProviderAccountRoutes(accounts, connected, methods, providers).mount(api);
        new ApiKeyRoutes(keys, authenticator).mount(api);
        List<EventKind> kinds = EventKind.all(RESOURCES);
        new EventRoutes(new EventStore(database), kinds).mount(api);
        WebhookModule webhooks =
                new WebhookModule(database, masterKeys, config.webhooks(), kinds, claims, metrics.registry(), clock);
        webhooks.mount(api);
        new AttemptRoutes(attempts, new Reviews(decider, fees)).mount(api);
        StuckList stuck = new StuckList(database, metrics.registry());
        stuck.mount(api);
        new AuditRoutes(new AuditStore(database)).mount(api);

        ProviderFactory.Context context = new ProviderFactory.Context(
                vertx,
                connected,
                config.providers(),
                new CallbackUrls(config.http().baseUrl()),
                database,
                clock);
        List<Provider> adapters = ProviderKind.factories().stream()
                .map(factory -> factory.create(context))
                .toList();

        RefusalLog refusals = new RefusalLog(metrics.registry());
        RequestPipeline edge = new RequestPipeline(
                authenticator, clients, new KeyLimits(limits), refusals, database, masterKeys, clock);
        StandardHeaders headers = new StandardHeaders(config.http().isSecure());
        AddressLimits addresses = new AddressLimits(clients, limits);
        Pages pages = new Pages(buyer, proofs, payments, direct, clients, connections, clock);
        Callbacks callbacks = new Callbacks(
                vertx,
                database,
                providers,
                attempts,
                charging,
                refunds.notices(),
                connected,
                claims,
                metrics.registry(),
                clock);
        List<Work> work = new ArrayList<>(webhooks.work());
        work.addAll(callbacks.work());
        work.add(SessionExpiry.of(sessions, ends));
        for (ProviderKind provider : ProviderKind.all()) {
            work.add(StatusPoller.of(provider, claims, charging, settlement));
            work.add(RefundStatusPoller.of(provider, claims, refunds));
        }
        work.add(
                Work.of("stuck", Duration.ofSeconds(10), now -> stuck.count(now).map(false)));
        work.add(Work.of(
                "refusals",
                Duration.ofSeconds(1),
                now -> refusals.tellOmitted(now).map(false)));
        work.add(ExpiredResponses.of(database));

        ManagementVerticle management =
                new ManagementVerticle(config.management(), database, metrics.registry(), gateway.serving);
        List<ApiVerticle> instances = new CopyOnWriteArrayList<>();
        Supplier<ApiVerticle> server = () -> {
            instances.add(new ApiVerticle(
                    options,
                    connections,
                    api,
                    edge,
                    headers,
                    addresses,
                    pages::mountUploads,
                    List.of(callbacks.routes()::mount, pages::mount)));
            return instances.getLast();
        };

        // It begins outside of the event loops, and so ends there: when a start fails, none is left to tell of it.
        return Future.succeededFuture()
                .compose(begun -> MasterKeyVersions.check(database, masterKeys, clock.instant()))
                .compose(done -> gateway.needed.start(new AuthVerticle(keys)))
                .compose(done -> Future.all(adapters.stream()
                        .map(adapter -> gateway.needed.start(new ProviderVerticle(adapter)))
                        .toList()))
                .compose(done -> gateway.needed.start(management))
                .compose(done -> claims.begin())
                .compose(done -> gateway.workers.start(webhooks.dispatcher()))
                .compose(done -> Future.all(work.stream()
                        .map(each -> gateway.workers.start(new WorkVerticle(vertx, each, metrics.registry(), clock)))
                        .toList()))
                .compose(done -> gateway.servers.startOnEachCore(server))
                .map(done -> {
                    gateway.port = instances.getFirst().port();
                    gateway.managementPort = management.port();
                    gateway.serving.set(true);
                    return gateway;
                })
                .recover(failure -> gateway.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** The port that the API answers on. */
    public int port() {
        return port;
    }

    /** The port that {@code /live}, {@code /ready} and {@code /metrics} answer on. */
    public int managementPort() {
        return managementPort;
    }

    public Database database() {
        return database;
    }

    public Vertx vertx() {
        return vertx;
    }

    /**
     * Says that it is not ready any more, answers what is in flight and lets others have what it has claimed, and then stops
     * what both needed. What cannot be stopped is told, and keeps nothing else from it.
     */
    public Future<Void> stop() {
        serving.set(false);
        return Future.join(servers.stop(), workers.stop().compose(stopped -> Deployments.attempt(claims.end())))
                .compose(stopped -> needed.stop())
                .compose(stopped -> Deployments.attempt(database.close()))
                .compose(stopped -> vertx.close());
    }

    /** All that nodes claim. */
    private static List<Claimable> claimed() {
        List<Claimable> claimed = new ArrayList<>(WebhookModule.CLAIMED);
        Collections.addAll(claimed, AttemptStore.DUE, RefundStore.DUE, Callbacks.CLAIMED);
        return claimed;
    }
}
