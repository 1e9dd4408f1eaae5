package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.json.Json;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The gateway as an operator runs it, in a process of its own: it can be killed, stopped and started again. */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Limits that a test would meet, as its requests come from one address and most of them with one key. */
    private static final List<String> LIFTED = List.of(
            "ADDRESS_REQUESTS_PER_SECOND",
            "ADDRESS_VISITS_PER_SECOND",
            "ADDRESS_CALLBACKS_PER_SECOND",
            "KEY_READS_PER_SECOND",
            "KEY_WRITES_PER_SECOND",
            "KEY_EXPORTS_PER_SECOND",
            "SESSION_ACTIONS_PER_MINUTE",
            "ACCOUNT_QUESTIONS_PER_MINUTE",
            "ADDRESS_SIGN_INS_PER_MINUTE");

    private final DatabaseConfig database;
    private final Map<String, String> environment;
    private final JvmChoice jvm;
    private final Secret masterKeys;
    private final IssuedApiKey key;
    private volatile Duration ahead = Duration.ZERO;
    private volatile Running running;

    /** One run of the process, with its ports. */
    private record Running(ChildProcess process, int port, int managementPort, Api api) {}

    /** The options of its JVM, which come after the usual ones and win, and its class files. */
    public record JvmChoice(List<String> options, String classPath) {
        private static final JvmChoice USUAL = new JvmChoice(List.of(), System.getProperty("java.class.path"));
    }

    private GatewayProcess(DatabaseConfig database, Map<String, String> environment, JvmChoice jvm) {
        this.database = database;
        this.environment = environment;
        this.jvm = jvm;
        this.masterKeys = new Secret(environment.getOrDefault(
                "PLUGIPAY_MASTER_KEYS", MasterKeys.generate().reveal()));
        this.key = workspace().test();
        this.running = run();
    }

    private GatewayProcess(GatewayProcess first, Map<String, String> different) {
        this.database = first.database;
        this.environment = new HashMap<>(first.environment);
        this.environment.putAll(different);
        this.jvm = first.jvm;
        this.masterKeys = first.masterKeys;
        this.key = first.key;
        this.running = run();
    }

    /** Starts it on a migrated database, in which it creates a workspace. */
    public static GatewayProcess start(DatabaseConfig database) {
        return start(database, Map.of());
    }

    /** The same with more of its configuration. */
    public static GatewayProcess start(DatabaseConfig database, Map<String, String> environment) {
        return start(database, environment, JvmChoice.USUAL);
    }

    /** The same in another JVM than tests use, which want it small and quickly started. */
    public static GatewayProcess start(DatabaseConfig database, Map<String, String> environment, JvmChoice jvm) {
        return new GatewayProcess(database, environment, jvm);
    }

    /** Starts another node on the same database, configured as this one. */
    public GatewayProcess another() {
        return another(Map.of());
    }

    /** Starts another node on the same database that is configured differently in this. */
    public GatewayProcess another(Map<String, String> different) {
        return new GatewayProcess(this, different);
    }

    /** Starts it again on the same database, on other ports. */
    public void startAgain() {
        running = run();
    }

    /** The same so much later than it is; requests must be signed by a clock of that time. */
    public void startAgainLater(Duration later) {
        ahead = later;
        startAgain();
    }

    /** What it is configured with. */
    public Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(environment);
        for (String limit : LIFTED) {
            all.putIfAbsent("PLUGIPAY_LIMITS_" + limit, "1000000");
        }
        all.putIfAbsent("PLUGIPAY_SHUTDOWN_DRAIN_SECONDS", "0");
        all.putAll(Map.of(
                "PLUGIPAY_DATABASE_URL", database.url(),
                "PLUGIPAY_DATABASE_POOL_SIZE", String.valueOf(database.poolSize()),
                "PLUGIPAY_MASTER_KEYS", masterKeys.reveal(),
                "PLUGIPAY_HTTP_HOST", "127.0.0.1",
                "PLUGIPAY_HTTP_PORT", "0",
                "PLUGIPAY_MANAGEMENT_HOST", "127.0.0.1",
                "PLUGIPAY_MANAGEMENT_PORT", "0"));
        return all;
    }

    private Running run() {
        boolean isLater = !ahead.isZero();
        ChildProcess process = ChildProcess.start(
                jvm.options(),
                isLater ? LaterGateway.class.getName() : "com.plugipay.Plugipay",
                isLater ? List.of(ahead.toString()) : List.of(),
                jvm.classPath(),
                environment());
        JsonNode line = Json.read(process.awaitLine("\"Started\"", PATIENCE), JsonNode.class);
        int port = Integer.parseInt(line.findValue("port").asText());
        int managementPort = Integer.parseInt(line.findValue("managementPort").asText());
        Api api = Api.of("http://127.0.0.1:" + port, key);
        Running started = new Running(process, port, managementPort, api);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> manage(started, "/ready").status() == 200);
        return started;
    }

    /** The merchant of its workspace, at the port that it has now. */
    public Api api() {
        return running.api();
    }

    /** Lets its merchant take money. */
    public void connectBankTransfer() {
        api().send("PUT", "/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""", null).expect(200);
    }

    public int port() {
        return running.port();
    }

    public ChildProcess process() {
        return running.process();
    }

    /** Sends a request to the management port. */
    public Answer manage(String path) {
        return manage(running, path);
    }

    private static Answer manage(Running running, String path) {
        return Management.get(managementUrl(running) + path);
    }

    public String managementUrl() {
        return managementUrl(running);
    }

    private static String managementUrl(Running running) {
        return "http://127.0.0.1:" + running.managementPort();
    }

    /** Waits until a process is running. */
    public void awaitAlive() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> running.process().isAlive());
    }

    /** Waits until a process is ready, with its database. */
    public void awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> manage("/ready").status() == 200);
    }

    /** Creates a workspace as the command does, without the gateway. */
    public WorkspaceCommand.Created workspace() {
        Vertx vertx = Vertx.vertx();
        Database direct = Database.connect(vertx, database);
        try {
            ApiKeyStore keys = new ApiKeyStore(direct, MasterKeys.parse(masterKeys));
            return TestGateway.get(WorkspaceCommand.create(direct, keys, "Toko Badai", Instant.now()));
        } finally {
            TestGateway.get(direct.close());
            TestGateway.get(vertx.close());
        }
    }

    @Override
    public void close() {
        running.process().kill();
        assertThat(running.process().isAlive()).isFalse();
    }
}
