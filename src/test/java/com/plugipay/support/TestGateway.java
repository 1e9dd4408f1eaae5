package com.plugipay.support;

import com.plugipay.Config;
import com.plugipay.Gateway;
import com.plugipay.LoggingConfig;
import com.plugipay.ShutdownConfig;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.documents.pdf.DocumentConfig;
import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.http.server.HttpConfig;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.management.ManagementConfig;
import com.plugipay.people.PeopleConfig;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.accounts.AmountLimitTable;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.mailbox.ReceivedMail;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.settings.GatewaySettings;
import com.plugipay.webhooks.WebhookConfig;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real gateway on a real port. One is shared by all tests, each of which has a workspace of its own there. */
public final class TestGateway implements AutoCloseable {
    private final Gateway gateway;
    private final Config config;
    private final GatewaySettings settings;
    private final SettableClock clock;

    private TestGateway(Config config, GatewaySettings settings, SettableClock clock) {
        this.gateway = get(Gateway.start(config, clock));
        this.config = config;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the shared gateway sends is here. */
    private static final Mailbox MAILBOX = Mailbox.start("127.0.0.1");

    private static final class Shared {
        static final TestGateway GATEWAY = documented(
                start(TestDatabase.create(), GatewaySettings.STANDARD.mailing(MAILBOX.port()), new SettableClock()));

        /** Asks for the document now, which takes seconds the first time: a test should not wait in its midst. */
        private static TestGateway documented(TestGateway started) {
            OpenApiContract.of(started.baseUrl());
            return started;
        }
    }

    private static final List<AmountLimitTable.Line> AMOUNT_LIMITS =
            PublishedConfig.load().amountLimits();

    private static final String NOWHERE = "http://127.0.0.1:1";
    private static final int FIRST_PORT = 12_000;
    private static final int PORTS = 20_000;

    /** Begins at another port in each process, so that two test runs on one machine do not collide. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 131 % PORTS));

    /** Limits that no test reaches. */
    public static final LimitsConfig LIFTED = new LimitsConfig(
            1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 100);

    /** The one that all tests share; its clock is the system's. */
    public static TestGateway shared() {
        return Shared.GATEWAY;
    }

    /** One with a database and a clock of its own. */
    public static TestGateway start(DatabaseConfig database) {
        return start(database, GatewaySettings.STANDARD, new SettableClock());
    }

    /** The same under the name of this machine: browsers have no passkeys for addresses. */
    public static TestGateway atLocalhost(DatabaseConfig database) {
        return start(database, GatewaySettings.STANDARD.at("localhost"), new SettableClock());
    }

    /** The same with limits that a test reaches. */
    public static TestGateway start(DatabaseConfig database, LimitsConfig limits) {
        return start(database, GatewaySettings.STANDARD.with(limits), new SettableClock());
    }

    /** The same with other limits of its connections. */
    public static TestGateway start(DatabaseConfig database, ConnectionConfig connections) {
        return start(database, GatewaySettings.STANDARD.with(connections), new SettableClock());
    }

    /** The same with these master keys, for tests that change them. */
    public static TestGateway withMasterKeys(DatabaseConfig database, Secret masterKeys) {
        return start(database, GatewaySettings.STANDARD.with(masterKeys), new SettableClock());
    }

    /** The same with providers that cannot be reached. */
    public static TestGateway withoutProviders(DatabaseConfig database) {
        return withoutProviders(database, List.of());
    }

    /** The same behind proxies that it trusts. */
    public static TestGateway withoutProviders(DatabaseConfig database, List<String> trustedProxies) {
        ProviderConfig providers = providers(1_000, 1, 0, NOWHERE);
        return start(database, GatewaySettings.STANDARD.with(providers).behind(trustedProxies), new SettableClock());
    }

    /** One that reaches Xendit at this address and no other provider, as by default. */
    public static TestGateway withXenditAt(DatabaseConfig database, String url) {
        ProviderConfig standard = ProviderConfig.standard();
        ProviderConfig providers = providers(standard.timeoutMs(), standard.poolSize(), standard.queueSize(), url);
        return start(database, GatewaySettings.STANDARD.with(providers), new SettableClock());
    }

    private static ProviderConfig providers(int timeoutMs, int poolSize, int queueSize, String xendit) {
        return new ProviderConfig(
                timeoutMs, poolSize, queueSize, 0, xendit, NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE,
                List.of(), "");
    }

    /** The same with these providers and a shared clock, sending mails to this port; 0 for none. */
    static TestGateway start(
            DatabaseConfig database, ProviderConfig providers, LimitsConfig limits, int mailPort, SettableClock clock) {
        GatewaySettings settings = GatewaySettings.STANDARD.with(providers).with(limits);
        return start(database, mailPort == 0 ? settings : settings.mailing(mailPort), clock);
    }

    private static TestGateway start(DatabaseConfig database, GatewaySettings settings, SettableClock clock) {
        return start(
                "", database, settings.masterKeys() == null ? settings.with(MasterKeys.generate()) : settings, clock);
    }

    private static TestGateway start(
            String name, DatabaseConfig database, GatewaySettings settings, SettableClock clock) {
        int port = freePort();
        Config config = new Config(
                name,
                new HttpConfig(
                        "127.0.0.1", port, "http://" + settings.host() + ":" + port, "", "", settings.trustedProxies()),
                settings.connections(),
                new ManagementConfig("127.0.0.1", 0),
                database,
                new WebhookConfig(1_000, 10_000, List.of("127.0.0.0/8"), 30, 0),
                settings.providers(),
                DocumentConfig.standard(),
                settings.mail(),
                settings.people(),
                settings.limits(),
                List.of(),
                AMOUNT_LIMITS,
                new LoggingConfig("INFO", "INFO"),
                new ShutdownConfig(0),
                Objects.requireNonNull(settings.masterKeys()));
        return new TestGateway(config, settings, clock);
    }

    /** Starts a second node beside it, with its database, keys, clock and mail server. */
    public TestGateway startBeside() {
        return start("second", config.database(), settings, clock);
    }

    public String baseUrl() {
        return config.http().baseUrl();
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + gateway.managementPort();
    }

    /** The configuration of its database, for a second node. */
    public DatabaseConfig databaseConfig() {
        return config.database();
    }

    public SettableClock clock() {
        return clock;
    }

    public Gateway gateway() {
        return gateway;
    }

    public MasterKeys masterKeys() {
        return MasterKeys.parse(new Secret(config.masterKeys().reveal()));
    }

    /** The mails that the shared gateway has sent to this address. */
    public static List<ReceivedMail> mailsTo(String address) {
        return MAILBOX.mails().stream()
                .filter(mail -> mail.to().equals(address))
                .toList();
    }

    /** One that sends mails to this port, with a clock of its own. */
    public static TestGateway sendingMails(DatabaseConfig database, int port, SettableClock clock) {
        return start(database, GatewaySettings.STANDARD.mailing(port), clock);
    }

    /** One where people can sign in like this, which sends mails to this port. */
    public static TestGateway signingIn(
            DatabaseConfig database, PeopleConfig people, LimitsConfig limits, int mailPort) {
        return start(
                database, GatewaySettings.STANDARD.with(people).with(limits).mailing(mailPort), new SettableClock());
    }

    /** Creates a workspace with its first keys. */
    public WorkspaceCommand.Created workspace() {
        ApiKeyStore keys = new ApiKeyStore(gateway.database(), masterKeys());
        return get(WorkspaceCommand.create(gateway.database(), keys, "Toko Uji", Instant.now()));
    }

    /** Creates a merchant in a new workspace, in test mode, who accepts bank transfers. */
    public Api merchant() {
        Api api = Api.of(this, workspace().test());
        api.send("PUT", "/v1/adapters/manual", """
            {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}\
            """, null).expect(200);
        return api;
    }

    /** Stops it, and returns a new one with its database, port and clock, which starts when this has been done. */
    TestGateway restart(Runnable whileStopped) {
        close();
        whileStopped.run();
        return new TestGateway(config, settings, clock);
    }

    @Override
    public void close() {
        get(gateway.stop());
    }

    /** Blocks until a future completes, which only tests may do. */
    public static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Returns a port of this machine on which nobody listens. It lies below the range from which the system takes ports for
     * outgoing connections and for port 0, and is returned once only: no other test can take it before it is used.
     */
    public static int freePort() {
        while (true) {
            int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another process listens there.
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
