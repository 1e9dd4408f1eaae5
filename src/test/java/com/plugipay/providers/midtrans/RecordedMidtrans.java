package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.accounts.ProviderAccountCache;
import com.plugipay.providers.accounts.ProviderAccountStore;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server that answers with bodies from Midtrans's documentation, in the order in which tests add them, and an
 * adapter that sends its requests there, with accounts in a real database.
 */
final class RecordedMidtrans implements AutoCloseable {
    static final Tenant TEST = new Tenant("ws_01J9ZQ7KAAAAAAAAAAAAAAAAAA", Mode.TEST);
    static final Tenant LIVE = new Tenant(TEST.workspaceId(), Mode.LIVE);
    static final String TEST_KEY = "SB-Mid-server-TEST";
    static final String LIVE_KEY = "Mid-server-LIVE";
    static final String CHARGE = "att_01J9ZQ7KBBBBBBBBBBBBBBBBBB";
    static final String TRANSACTION = "9aed5972-5b6a-401e-894b-a32c91ed1a3a";
    static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    /** A request as received. */
    record RecordedRequest(String what, MultiMap headers, JsonNode body) {}

    private record Scripted(int status, String body) {}

    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    final MidtransProvider provider;
    private final Map<String, Queue<Scripted>> script = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** The database with the accounts, which no test changes. */
    private static final class Shared {
        static final Vertx VERTX = Vertx.vertx();
        static final ProviderAccountCache ACCOUNTS = accounts();

        private static ProviderAccountCache accounts() {
            MasterKeys keys = MasterKeys.parse(MasterKeys.generate());
            DatabaseConfig database = TestDatabase.create(2);
            connect(database, keys, TEST, TEST_KEY);
            connect(database, keys, LIVE, LIVE_KEY);
            return new ProviderAccountCache(new ProviderAccountStore(Database.connect(VERTX, database), keys));
        }
    }

    RecordedMidtrans() {
        server = get(Shared.VERTX
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1"));
        String url = "http://127.0.0.1:" + server.actualPort();
        ProviderConfig config = new ProviderConfig(
                5000,
                4,
                16,
                0,
                url + "/other",
                url + "/core",
                url + "/snap/v1",
                url + "/live",
                url + "/live/snap/v1",
                url + "/other",
                url + "/other",
                List.of(),
                "");
        provider = new MidtransProvider(
                Shared.ACCOUNTS,
                new ProviderClient(Shared.VERTX, config),
                config,
                new CallbackUrls("https://pay.example.com"),
                () -> NOW);
    }

    private static void connect(DatabaseConfig database, MasterKeys keys, Tenant tenant, String serverKey) {
        String mode = tenant.mode().text();
        byte[] sealed = keys.encrypt(
                EncryptedColumn.PROVIDER_CREDENTIALS.of(tenant.workspaceId(), mode, "midtrans"),
                new Secret(Json.text(Map.of("serverKey", serverKey))));
        try (Connection connection = TestDatabase.open(database);
                PreparedStatement insert = connection.prepareStatement("""
                        insert into provider_accounts (workspace_id, mode, kind, status, credentials, public_config,
                            created_at, updated_at)
                        values (?, ?, 'midtrans', 'active', ?, '{}', now(), now())""")) {
            insert.setString(1, tenant.workspaceId());
            insert.setString(2, mode);
            insert.setBytes(3, sealed);
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Adds the next answer to a request, such as {@code POST /core/v2/charge}; single quotes stand for double ones. */
    RecordedMidtrans on(String request, int status, String body) {
        script.computeIfAbsent(request, ignored -> new ConcurrentLinkedQueue<>())
                .add(new Scripted(status, body.replace('\'', '"')));
        return this;
    }

    /** Reads the next request of this kind and never answers it. */
    RecordedMidtrans lose(String request) {
        return on(request, 0, "");
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String what = request.method() + " " + request.path();
        requests.add(new RecordedRequest(
                what,
                MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                JsonFields.parse(body).node()));
        Queue<Scripted> answers = script.get(what.replaceFirst("probe_[0-9A-Z]{26}", "probe"));
        Scripted next = answers == null ? null : answers.poll();
        if (next == null) {
            request.response().setStatusCode(418).end("Not in the script: " + what);
        } else if (next.status() == 0) {
            request.connection().close();
        } else {
            request.response()
                    .setStatusCode(next.status())
                    .putHeader("Content-Type", "application/json")
                    .end(next.body());
        }
    }

    Outcome ask(Command command) {
        return get(provider.handle(command));
    }

    List<String> requests() {
        return requests.stream().map(RecordedRequest::what).toList();
    }

    static Command.Charge charge(Method method) {
        return new Command.Charge(
                TEST,
                CHARGE,
                method,
                150_000,
                "IDR",
                "Kopi susu",
                new Command.Buyer("Budi", "budi@example.com", null),
                "https://toko.example/kembali",
                NOW.plusSeconds(30 * 60 + 59));
    }

    static ChargeReference reference(Method method, @Nullable String providerReference, Map<String, Object> data) {
        return new ChargeReference(CHARGE, method, 150_000, "IDR", providerReference, data);
    }

    /** The answer to a status query, with these additional fields. */
    static String status(String code, String status, String more) {
        return """
                {"status_code":"%s","status_message":"Success, transaction is found","transaction_id":"%s",
                 "order_id":"%s","merchant_id":"G000000001","gross_amount":"150000.00","currency":"IDR",
                 "payment_type":"qris","transaction_time":"2026-11-22 15:00:03","transaction_status":"%s"%s}""".formatted(code, TRANSACTION, CHARGE, status, more.isEmpty() ? "" : "," + more);
    }

    static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        get(server.close());
    }
}
