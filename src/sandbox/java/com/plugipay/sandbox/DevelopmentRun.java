package com.plugipay.sandbox;

import com.plugipay.Config;
import com.plugipay.ConfigLoader;
import com.plugipay.Gateway;
import com.plugipay.cli.PersonCommand;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.db.Database;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.sandbox.kit.PrivateFile;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.shop.DemoShop;
import com.plugipay.sandbox.shop.ShopSettings;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.workspaces.Workspace;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.Future;
import io.vertx.ext.web.client.WebClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What {@link Development} starts: a database, the stand-ins, the gateway, and a shop that uses it. */
public record DevelopmentRun(Path data, Config config, Sandbox sandbox, AtomicReference<Gateway> running) {
    private static final String OWNER = "owner@localhost";
    private static final int SHOP_PORT = 8081;
    private static final int SANDBOX_PORT = 8082;
    private static final long PATIENCE_SECONDS = 60;

    /** Starts it; {@link Development} has made sure that it is the only one on this directory. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        System.out.println(
                Files.exists(data.resolve("postgres"))
                        ? "Starting the database, the stand-ins and the gateway ..."
                        : "Making a database in " + data + ", and starting the stand-ins and the gateway ...");
        try {
            // In a thread that loads classes like this one.
            CompletableFuture<Sandbox> beside = CompletableFuture.supplyAsync(
                    () -> sandbox(data), starting -> Thread.ofPlatform().start(starting));
            EmbeddedPostgres postgres = DevelopmentDatabase.start(data.resolve("postgres"), 0);
            AtomicReference<Gateway> running = new AtomicReference<>();
            onStop(running, postgres);
            Sandbox sandbox = beside.get();
            System.out.println(new DevelopmentRun(data, config(data, postgres, sandbox), sandbox, running).start());
        } catch (ExecutionException failure) {
            end(data, failure.getCause());
        } catch (Exception failure) {
            end(data, failure);
        }
    }

    private static void end(Path data, @Nullable Throwable failure) {
        System.err.println(StartFailure.sentence(data, failure));
        System.exit(1);
    }

    private static Sandbox sandbox(Path data) {
        int sandboxPort = port("PLUGIPAY_SANDBOX_PORT", SANDBOX_PORT);
        StandInSettings settings =
                new StandInSettings("127.0.0.1", sandboxPort, System.nanoTime(), 1, InstantSource.system());
        try {
            return get(Sandbox.start(settings, data, 1));
        } catch (Exception failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    private static Config config(Path data, EmbeddedPostgres postgres, Sandbox sandbox) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeAll(Set.of("PLUGIPAY_DATA", "PLUGIPAY_SHOP_PORT", "PLUGIPAY_SANDBOX_PORT"));
        sandbox.environment().forEach(environment::putIfAbsent);
        environment.putIfAbsent("PLUGIPAY_HTTP_HOST", "127.0.0.1");
        environment.putIfAbsent("PLUGIPAY_MANAGEMENT_HOST", "127.0.0.1");
        environment.putIfAbsent(
                "PLUGIPAY_HTTP_BASE_URL", "http://localhost:" + environment.getOrDefault("PLUGIPAY_HTTP_PORT", "8080"));
        environment.putIfAbsent("PLUGIPAY_WEBHOOKS_ALLOWED_ADDRESSES", "127.0.0.0/8,::1");
        environment.put("PLUGIPAY_DATABASE_URL", DevelopmentDatabase.url(postgres));
        environment.put("PLUGIPAY_MASTER_KEYS", masterKey(data));
        return ConfigLoader.load(null, environment);
    }

    /** A key of its own: development secrets are worth nothing, and the welcome says where it lies. */
    private static String masterKey(Path data) throws IOException {
        Path file = data.resolve("master-key");
        if (!Files.exists(file)) {
            PrivateFile.write(file, MasterKeys.generate().reveal());
        }
        return PrivateFile.read(file).orElseThrow().strip();
    }

    private String start() throws Exception {
        Database.migrate(config.database());
        Gateway gateway = get(Gateway.start(config, InstantSource.system()));
        running.set(gateway);
        DemoFile demo = demo(gateway);
        DemoSetup setup = new DemoSetup(WebClient.create(gateway.vertx()), demo);
        get(setup.connectBankTransfer());
        get(setup.connectProviders(sandbox));
        String known = demo.webhookSecret();
        String webhookSecret = known == null ? get(setup.createWebhookEndpoint()) : known;
        DemoFile ready = demo.withWebhookSecret(webhookSecret).withDashboard(dashboardUrl(gateway, demo));
        ready.write(data.resolve("dev.json"));
        ShopSettings settings =
                new ShopSettings(demo.baseUrl(), demo.keyId(), demo.secret(), webhookSecret, "127.0.0.1", shopPort());
        get(gateway.vertx().deployVerticle(new DemoShop(settings)));
        return ready.welcome(data, sandbox.url());
    }

    /** A link that signs in the owner of the demo workspace. */
    private static String dashboardUrl(Gateway gateway, DemoFile demo) throws Exception {
        Workspace workspace = get(new WorkspaceStore(gateway.database()).find(demo.workspaceId()))
                .orElseThrow();
        return get(PersonCommand.owner(gateway.database(), demo.baseUrl(), OWNER, workspace, false, Instant.now()));
    }

    /** The demo workspace of the last time, as long as it is still in the database; else a new one. */
    private DemoFile demo(Gateway gateway) throws Exception {
        String baseUrl = config.http().baseUrl();
        String shopUrl = "http://localhost:" + shopPort();
        ApiKeyStore keys = new ApiKeyStore(gateway.database(), MasterKeys.parse(config.masterKeys()));
        Optional<DemoFile> last = DemoFile.read(data.resolve("dev.json"));
        if (last.isPresent() && get(keys.principal(last.get().keyId())).isPresent()) {
            return last.get().at(baseUrl, shopUrl, sandbox.url());
        }
        WorkspaceCommand.Created created =
                get(WorkspaceCommand.create(gateway.database(), keys, "Kopi Senja", Instant.now()));
        IssuedApiKey test = created.test();
        String workspaceId = created.workspace().id();
        return new DemoFile(
                baseUrl,
                shopUrl,
                sandbox.url(),
                workspaceId,
                test.apiKey().keyId(),
                test.secret(),
                test.key(),
                null,
                null);
    }

    private static int shopPort() {
        return port("PLUGIPAY_SHOP_PORT", SHOP_PORT);
    }

    private static int port(String variable, int otherwise) {
        return Integer.parseInt(Optional.ofNullable(System.getenv(variable)).orElse(String.valueOf(otherwise)));
    }

    /** Ctrl-C: first what is in flight, then the database. */
    private static void onStop(AtomicReference<Gateway> running, EmbeddedPostgres postgres) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Gateway gateway = running.get();
                if (gateway != null) {
                    get(gateway.stop());
                }
                postgres.close();
            } catch (Exception failure) {
                System.err.println("Not everything stopped cleanly: " + failure);
            }
        }));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
