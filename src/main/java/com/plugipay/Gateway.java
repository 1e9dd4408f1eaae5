package com.plugipay;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.Charging;
import com.plugipay.attempts.LookUps;
import com.plugipay.attempts.Questions;
import com.plugipay.audit.AuditRoutes;
import com.plugipay.audit.AuditStore;
import com.plugipay.auth.AuthVerticle;
import com.plugipay.auth.Authenticator;
import com.plugipay.bus.LocalCodec;
import com.plugipay.callbacks.Callbacks;
import com.plugipay.checkout.AttemptRoutes;
import com.plugipay.checkout.Attempts;
import com.plugipay.checkout.BuyerSide;
import com.plugipay.checkout.CheckoutRoutes;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.checkout.Decider;
import com.plugipay.checkout.Expiry;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.checkout.PublicCheckoutRoutes;
import com.plugipay.checkout.Reviews;
import com.plugipay.checkout.SessionEnds;
import com.plugipay.checkout.Settlement;
import com.plugipay.config.Config;
import com.plugipay.customers.CustomerRoutes;
import com.plugipay.customers.CustomerStore;
import com.plugipay.db.Database;
import com.plugipay.events.EventKind;
import com.plugipay.events.EventRoutes;
import com.plugipay.events.EventStore;
import com.plugipay.http.AddressLimits;
import com.plugipay.http.AddressRanges;
import com.plugipay.http.ApiVerticle;
import com.plugipay.http.ClientAddresses;
import com.plugipay.http.Edge;
import com.plugipay.http.ExpiredAnswers;
import com.plugipay.http.KeyLimits;
import com.plugipay.http.Operations;
import com.plugipay.http.Servers;
import com.plugipay.keys.ApiKeyRoutes;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.MasterKeyVersions;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.limits.Rate;
import com.plugipay.management.ManagementVerticle;
import com.plugipay.management.Metrics;
import com.plugipay.pages.Pages;
import com.plugipay.payments.DirectPayments;
import com.plugipay.payments.Fees;
import com.plugipay.payments.PaymentRoutes;
import com.plugipay.payments.PaymentStore;
import com.plugipay.proofs.Proofs;
import com.plugipay.providers.Accounts;
import com.plugipay.providers.AdapterRoutes;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ConnectedMethods;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountStore;
import com.plugipay.providers.ProviderClient;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.ProviderVerticle;
import com.plugipay.providers.Providers;
import com.plugipay.providers.manual.AmountsDue;
import com.plugipay.providers.manual.ManualProvider;
import com.plugipay.providers.manual.UniqueAmountStore;
import com.plugipay.providers.midtrans.MidtransProvider;
import com.plugipay.providers.paypal.PayPalProvider;
import com.plugipay.providers.xendit.XenditProvider;
import com.plugipay.refunds.RefundLookUps;
import com.plugipay.refunds.RefundRoutes;
import com.plugipay.refunds.RefundStore;
import com.plugipay.refunds.Refunds;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.stuck.StuckList;
import com.plugipay.timers.TimerVerticle;
import com.plugipay.timers.TimerVerticle.Timer;
import com.plugipay.webhooks.Webhooks;
import com.plugipay.workspaces.Names;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A running node: everything that serves, wired by hand. Stopping it answers what is in flight first. */
public final class Gateway {
    private final Vertx vertx;
    private final Database database;
    private final AtomicBoolean serving = new AtomicBoolean();
    private final List<String> deployed = new ArrayList<>();
    private int port;
    private int managementPort;

    private Gateway(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /**
     * Starts all of it on a database that is migrated; fails with {@link com.plugipay.keys.WrongMasterKey} when the master
     * keys are not its own. The clock is the system's, but for tests.
     */
    public static Future<Gateway> start(Config config, InstantSource clock) {
        Metrics metrics = new Metrics();
        Vertx vertx = Servers.vertx(metrics);
        LocalCodec.register(vertx);
        MasterKeys masterKeys = MasterKeys.parse(config.masterKeys());
        LimitsConfig limits = config.limits();
        Database database = Database.connect(vertx, config.database(), limits.workspaceConnectionsPercent());
        Gateway gateway = new Gateway(vertx, database);

        HostedUrls urls = new HostedUrls(config.http().baseUrl());
        Authenticator authenticator = new Authenticator(vertx);
        ApiKeyStore keys = new ApiKeyStore(database, masterKeys);
        CustomerStore customers = new CustomerStore(database);
        CheckoutSessionStore sessions = new CheckoutSessionStore(database, urls);
        PaymentStore payments = new PaymentStore(database);
        ProviderAccountStore accounts = new ProviderAccountStore(database, masterKeys);
        Accounts connected = new Accounts(accounts);
        ConnectedMethods methods = new ConnectedMethods(accounts);
        Providers providers = new Providers(vertx);
        AttemptStore attempts = new AttemptStore(database);
        Fees fees = new Fees(config.fees());
        Decider decider = new Decider(database, sessions, payments, attempts);
        RefundStore refundStore = new RefundStore(database);
        Questions questions = new Questions(Rate.perMinute(limits.accountQuestionsPerMinute()));
        Refunds refunds = new Refunds(refundStore, payments, attempts, providers, questions);
        Settlement settlement = new Settlement(decider, attempts, refunds, fees);
        SessionEnds ends = new SessionEnds(decider, fees);
        Charging charging = new Charging(providers, settlement, questions);
        UniqueAmountStore unique = new UniqueAmountStore(database);
        AmountsDue amounts = new AmountsDue(accounts, unique);
        Attempts choices = new Attempts(sessions, attempts, charging, methods, amounts, urls);
        Names names = new Names(new WorkspaceStore(database));
        Buckets<String> actions = new Buckets<>(Rate.perMinute(limits.sessionActionsPerMinute()));
        BuyerSide buyer = new BuyerSide(sessions, choices, ends, payments, names, methods, actions);
        DirectPayments direct =
                new DirectPayments(payments, attempts, charging, settlement, methods, amounts, urls::paymentComeBack);

        Proofs proofs = new Proofs(vertx, database, sessions);

        Operations api = new Operations();
        new CustomerRoutes(customers).mount(api);
        new CheckoutRoutes(sessions, ends, methods, urls).mount(api);
        proofs.mount(api);
        new PaymentRoutes(payments, direct, database).mount(api);
        new RefundRoutes(refundStore, refunds, sessions).mount(api);
        new PublicCheckoutRoutes(buyer).mount(api);
        new AdapterRoutes(accounts, connected, methods, providers).mount(api);
        new ApiKeyRoutes(keys, authenticator).mount(api);
        List<EventKind> kinds = EventKind.all();
        new EventRoutes(new EventStore(database), kinds).mount(api);
        Webhooks webhooks = new Webhooks(database, masterKeys, config.webhooks(), kinds, metrics.registry(), clock);
        webhooks.mount(api);
        new AttemptRoutes(attempts, new Reviews(decider, fees)).mount(api);
        StuckList stuck = new StuckList(database, metrics.registry());
        stuck.mount(api);
        new AuditRoutes(new AuditStore(database)).mount(api);

        ProviderConfig reach = config.providers();
        CallbackUrls callbackUrls = new CallbackUrls(config.http().baseUrl());
        Provider xendit = new XenditProvider(connected, new ProviderClient(vertx, reach), reach, clock);
        Provider midtrans =
                new MidtransProvider(connected, new ProviderClient(vertx, reach), reach, callbackUrls, clock);
        Provider paypal =
                new PayPalProvider(vertx, connected, new ProviderClient(vertx, reach), reach, callbackUrls, clock);

        ClientAddresses clients =
                new ClientAddresses(AddressRanges.of(config.http().trustedProxies()));
        Edge edge = new Edge(authenticator, clients, new KeyLimits(limits), database, masterKeys, clock);
        AddressLimits addresses = new AddressLimits(clients, limits);
        Pages pages = new Pages(buyer, proofs, payments, direct, clients, clock);
        Expiry expiry = new Expiry(sessions, ends);
        Callbacks callbacks =
                new Callbacks(vertx, database, providers, attempts, charging, refunds, metrics.registry(), clock);
        RefundLookUps refundLookUps = new RefundLookUps(refundStore, refunds);
        LookUps lookUps = new LookUps(attempts, charging, settlement);
        ExpiredAnswers answers = new ExpiredAnswers(database);
        List<Timer> due = new ArrayList<>(webhooks.timers());
        due.add(new Timer("expiry", Duration.ofSeconds(1), expiry::run));
        // Each by itself: who waits for one provider's answers does not hold up the others.
        for (ProviderKind provider : ProviderKind.values()) {
            due.add(new Timer(provider.text() + "-look-ups", Duration.ofSeconds(1), now -> lookUps.run(provider, now)));
            due.add(new Timer(
                    provider.text() + "-refund-look-ups",
                    Duration.ofSeconds(1),
                    now -> refundLookUps.run(provider, now)));
        }
        due.add(new Timer("stuck", Duration.ofSeconds(10), stuck::count));
        due.add(new Timer("callbacks", Duration.ofMinutes(1), callbacks::forget));
        due.add(new Timer("expired-answers", Duration.ofMinutes(1), answers::forget));
        TimerVerticle timers = new TimerVerticle(clock, due);

        ManagementVerticle management =
                new ManagementVerticle(config.management(), database, metrics.registry(), gateway.serving);
        List<ApiVerticle> servers = new CopyOnWriteArrayList<>();
        Supplier<ApiVerticle> server = () -> {
            servers.add(new ApiVerticle(
                    Servers.options(config.http()),
                    api,
                    edge,
                    addresses,
                    pages::mountUploads,
                    List.of(callbacks.routes()::mount, pages::mount)));
            return servers.getLast();
        };

        // It begins outside of the event loops, and so ends there: when a start fails, none is left to tell of it.
        return Future.succeededFuture()
                .compose(begun -> MasterKeyVersions.check(database, masterKeys, clock.instant()))
                .compose(done -> gateway.deploy(new AuthVerticle(keys)))
                .compose(done -> gateway.deploy(new ProviderVerticle(new ManualProvider(accounts, unique))))
                .compose(done -> gateway.deploy(new ProviderVerticle(xendit)))
                .compose(done -> gateway.deploy(new ProviderVerticle(midtrans)))
                .compose(done -> gateway.deploy(new ProviderVerticle(paypal)))
                .compose(done -> gateway.deploy(callbacks.workers()))
                .compose(done -> gateway.deploy(webhooks.dispatcher()))
                .compose(done -> gateway.deploy(management))
                .compose(done -> gateway.deploy(timers))
                .compose(done -> gateway.deployOnEachCore(server))
                .map(done -> {
                    gateway.port = servers.getFirst().port();
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

    /** Says that it is not ready any more, answers what is in flight, then stops what the answers needed. */
    public Future<Void> stop() {
        serving.set(false);
        Future<Void> stopped = Future.succeededFuture();
        for (String id : deployed.reversed()) {
            stopped = stopped.compose(done -> vertx.undeploy(id)).otherwiseEmpty();
        }
        return stopped.compose(done -> database.close()).otherwiseEmpty().compose(done -> vertx.close());
    }

    private Future<Void> deploy(List<? extends Deployable> verticles) {
        Future<Void> all = Future.succeededFuture();
        for (Deployable verticle : verticles) {
            all = all.compose(done -> deploy(verticle));
        }
        return all;
    }

    private Future<Void> deploy(Deployable verticle) {
        return vertx.deployVerticle(verticle).onSuccess(deployed::add).mapEmpty();
    }

    /** One deployment, so that all of them share a port and stop together. */
    private Future<Void> deployOnEachCore(Supplier<? extends Deployable> verticle) {
        int cores = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(cores))
                .onSuccess(deployed::add)
                .mapEmpty();
    }
}
