package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Credentials;
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
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Handler;
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

/**
 * A real HTTP server that answers with bodies from PayPal's documentation, in the order in which tests add them, and an adapter
 * that sends its requests there, with accounts of its own workspace in a real database.
 */
final class RecordedPayPal implements AutoCloseable {
    static final String ORDER = "5O190127TN364715T";
    static final String CAPTURE = "3C679366HH908993F";
    static final String REFUND = "1JU08902781691411";
    static final String CLIENT_ID = "AbCdEf-client";
    static final String SECRET = "EFGH-the-very-secret-one";
    private static final String TOKEN = "POST /sandbox/v1/oauth2/token";

    /** A request as received. */
    record RecordedRequest(String what, MultiMap headers, Buffer body) {
        JsonNode json() {
            return JsonFields.parse(body).node();
        }
    }

    private static final class Shared {
        static final DatabaseConfig DATABASE = TestDatabase.create(2);
    }

    final Tenant test = new Tenant(Ids.at(Instant.now(), "ws"), Mode.TEST);
    final Tenant live = new Tenant(test.workspaceId(), Mode.LIVE);
    final String chargeId = Ids.at(Instant.now(), "att");
    final String refundId = Ids.at(Instant.now(), "re");
    final SettableClock clock = new SettableClock();
    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    final String url;
    final PayPalProvider provider;
    private final Vertx vertx = Vertx.vertx();
    private final MasterKeys keys = MasterKeys.parse(MasterKeys.generate());
    private final Map<String, Queue<Handler<HttpServerRequest>>> script = new ConcurrentHashMap<>();

    RecordedPayPal() {
        this("");
    }

    /** With the PEM file of the certificate authority; certificates are fetched from below {@link #url}/certs. */
    RecordedPayPal(String authority) {
        HttpServer server = get(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1"));
        url = "http://127.0.0.1:" + server.actualPort();
        ProviderConfig config = new ProviderConfig(
                5000,
                8,
                64,
                0,
                url + "/other",
                url + "/other",
                url + "/other",
                url + "/other",
                url + "/other",
                url + "/sandbox",
                url + "/live",
                List.of("api.paypal.com", url + "/certs"),
                authority);
        provider = new PayPalProvider(
                vertx,
                new ProviderAccountCache(new ProviderAccountStore(Database.connect(vertx, Shared.DATABASE), keys)),
                new ProviderClient(vertx, config),
                config,
                new CallbackUrls("https://pay.example.com"),
                clock);
    }

    /** An account in test mode, which most tests need. */
    RecordedPayPal connected() {
        connect(test, "{}");
        return this;
    }

    void connect(Tenant tenant, String publicConfig) {
        String mode = tenant.mode().text();
        byte[] sealed = keys.encrypt(
                EncryptedColumn.PROVIDER_CREDENTIALS.of(tenant.workspaceId(), mode, "paypal"),
                new Secret(Json.text(Map.of("clientId", CLIENT_ID, "secret", SECRET))));
        try (Connection connection = TestDatabase.open(Shared.DATABASE);
                PreparedStatement insert = connection.prepareStatement("""
                        insert into provider_accounts (workspace_id, mode, kind, status, credentials, public_config,
                            created_at, updated_at)
                        values (?, ?, 'paypal', 'active', ?, ?::jsonb, now(), now())""")) {
            insert.setString(1, tenant.workspaceId());
            insert.setString(2, mode);
            insert.setBytes(3, sealed);
            insert.setString(4, publicConfig);
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Credentials credentials(String secret) {
        return new Credentials(Map.of("clientId", new Secret(CLIENT_ID), "secret", new Secret(secret)));
    }

    /** Adds the next answer to a request, such as {@code GET /sandbox/v2/...}; single quotes stand for double ones. */
    RecordedPayPal on(String request, int status, String body) {
        return on(
                request,
                asking -> asking.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("PayPal-Debug-Id", "f3a1debug")
                        .end(body.replace('\'', '"')));
    }

    RecordedPayPal on(String request, Handler<HttpServerRequest> answer) {
        script.computeIfAbsent(request, ignored -> new ConcurrentLinkedQueue<>())
                .add(answer);
        return this;
    }

    /** Reads the next request of this kind and never answers it. */
    RecordedPayPal lose(String request) {
        return on(request, asking -> asking.connection().close());
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String what = request.method() + " " + request.path();
        requests.add(
                new RecordedRequest(what, MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body));
        Queue<Handler<HttpServerRequest>> answers = script.get(what);
        Handler<HttpServerRequest> next = answers == null ? null : answers.poll();
        if (next != null) {
            next.handle(request);
        } else if (what.equals(TOKEN)) {
            request.response().end(token("A21AA-first"));
        } else {
            request.response().setStatusCode(418).end("Not in the script: " + what);
        }
    }

    static String token(String token) {
        return Json.text(Map.of("access_token", token, "token_type", "Bearer", "expires_in", 32400));
    }

    Outcome ask(Command command) {
        return get(provider.handle(command));
    }

    /** The requests except those for tokens. */
    List<RecordedRequest> calls() {
        return requests.stream().filter(each -> !each.what().endsWith("/token")).toList();
    }

    List<String> requests() {
        return calls().stream().map(RecordedRequest::what).toList();
    }

    Command.Charge charge(long amount, String currency) {
        return new Command.Charge(
                test,
                chargeId,
                Method.PAYPAL,
                amount,
                currency,
                "Order 8841",
                null,
                "https://pay.example.com/return",
                null);
    }

    ChargeReference reference(Map<String, Object> data) {
        return new ChargeReference(chargeId, Method.PAYPAL, 1000, "USD", ORDER, data);
    }

    /** An order with this status and, if not empty, this capture. */
    static String order(String status, String capture) {
        return """
                {"id":"%s","intent":"CAPTURE","status":"%s","purchase_units":[{"reference_id":"default"%s}],
                 "links":[{"href":"https://www.sandbox.paypal.com/checkoutnow?token=%s","rel":"payer-action","method":"GET"}]}""".formatted(
                ORDER, status, capture.isEmpty() ? "" : ",\"payments\":{\"captures\":[" + capture + "]}", ORDER);
    }

    static String capture(String status) {
        return """
                {"id":"%s","status":"%s","status_details":{"reason":"ECHECK"},
                 "amount":{"currency_code":"USD","value":"10.00"},"final_capture":true,
                 "seller_receivable_breakdown":{"gross_amount":{"currency_code":"USD","value":"10.00"},
                   "paypal_fee":{"currency_code":"USD","value":"0.84"},"net_amount":{"currency_code":"USD","value":"9.16"}}}""".formatted(CAPTURE, status);
    }

    static String refusal(String issue) {
        return """
                {"name":"UNPROCESSABLE_ENTITY","message":"The requested action could not be performed.",
                 "debug_id":"90957fca61718","details":[{"issue":"%s","description":"Why it is so."}]}""".formatted(issue);
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
        get(vertx.close());
    }
}
