package com.plugipay.providers.xendit;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.money.Currencies;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.accounts.ConnectedForTest;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.secrets.Secret;
import com.plugipay.support.SettableClock;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An adapter, and a local server that answers with bodies from Xendit's documentation. */
final class RecordedXendit {
    static final Tenant TENANT = new Tenant("ws_01J9ZQ7KXENDITADAPTERTEST1", Mode.TEST);
    static final String KEY = "xnd_development_4f0c";
    static final String TOKEN = "66a6c1d0f5b2412389ab2123";
    static final String CHARGE = "att_01J9ZQ7K5VQ2N8R3T4W6X7Y8ZA";
    static final String REFUND = "rf_01JA01ZK5VQ2N8R3T4W6X7Y8ZA";
    static final String CUSTOMER = "cus_01J9ZQ7K5VQ2N8R3T4W6X7Y8ZB";
    static final String TOKEN_ID = "pt-1402feb0-bb79-47ae-9d1e-e69394d3949c";
    static final Command.Buyer BUDI = new Command.Buyer("Budi S. <Santoso>", "budi@example.com", "+6281234567890");
    static final Instant EXPIRY = Instant.parse("2031-11-23T08:00:00Z");

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<CannedAnswer>> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    final SettableClock clock = new SettableClock();
    final XenditProvider provider;

    /** One database for all tests: accounts are only read, and a database is expensive. */
    private static final class Shared {
        static final Vertx VERTX = Vertx.vertx();
        static final ConnectedForTest CONNECTED = new ConnectedForTest(VERTX);
    }

    /** A request as received. */
    record Sent(String method, String uri, MultiMap headers, String body) {
        JsonNode json() {
            return Json.read(body, JsonNode.class);
        }
    }

    private record CannedAnswer(int status, String body) {}

    RecordedXendit() throws Exception {
        server = get(Shared.VERTX
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    sent.add(new Sent(request.method().name(), request.uri(), request.headers(), body.toString()));
                    answer(request);
                }))
                .listen(0, "127.0.0.1"));
        connect(TENANT, new XenditAccount(new Secret(KEY), new Secret(TOKEN), null, null));
        provider = provider("http://127.0.0.1:" + server.actualPort());
    }

    /** Connecting the same account again changes nothing, so concurrent tests do not disturb each other. */
    static void connect(Tenant tenant, XenditAccount account) throws Exception {
        Shared.CONNECTED.connect(tenant, account);
    }

    XenditProvider provider(String url) {
        ProviderConfig real = ProviderConfig.standard();
        ProviderConfig config = new ProviderConfig(
                5000,
                8,
                64,
                0,
                url,
                real.midtransSandboxUrl(),
                real.midtransSandboxSnapUrl(),
                real.midtransProductionUrl(),
                real.midtransProductionSnapUrl(),
                real.paypalSandboxUrl(),
                real.paypalLiveUrl(),
                List.of(),
                "");
        return new XenditProvider(Shared.CONNECTED.accounts(), new ProviderClient(Shared.VERTX, config), config, clock);
    }

    /** Adds an answer to requests of this method and address; the last answer repeats. Status 0 closes the connection. */
    RecordedXendit on(String request, int status, String body) {
        answers.computeIfAbsent(request, ignored -> new ConcurrentLinkedQueue<>())
                .add(new CannedAnswer(status, body));
        return this;
    }

    private void answer(HttpServerRequest request) {
        Queue<CannedAnswer> queue = answers.get(request.method() + " " + request.uri());
        CannedAnswer next = queue == null ? null : queue.size() > 1 ? queue.poll() : queue.peek();
        if (next == null) {
            request.response()
                    .setStatusCode(404)
                    .end("{\"error_code\":\"DATA_NOT_FOUND\",\"message\":\"Nothing is there\"}");
        } else if (next.status() == 0) {
            request.connection().close();
        } else {
            request.response().setStatusCode(next.status()).end(next.body());
        }
    }

    List<Sent> sent() {
        return sent;
    }

    Outcome handle(Command command) throws Exception {
        return get(provider.handle(command));
    }

    static Command.Charge charge(Method method) {
        return charge(method, EXPIRY);
    }

    static Command.Charge charge(Method method, @Nullable Instant expiresAt) {
        return new Command.Charge(
                TENANT,
                CHARGE,
                method,
                150_000,
                "IDR",
                "Order 8841",
                new Command.Buyer("Budi S. <Santoso>", "budi@example.com", null),
                "https://pay.toko.example/pay/cs_1",
                expiresAt);
    }

    /** A charge that stores its method. */
    static Command.Charge savingCharge(Method method) {
        Command.Charge charge = charge(method);
        return new Command.Charge(
                TENANT,
                CHARGE,
                method,
                charge.amount(),
                charge.currency(),
                charge.description(),
                charge.buyer(),
                charge.returnUrl(),
                charge.expiresAt(),
                CUSTOMER);
    }

    static Command.Setup setup(Method method) {
        return new Command.Setup(
                TENANT, CHARGE, method, "IDR", CUSTOMER, BUDI, "https://pay.toko.example/setups/1", EXPIRY);
    }

    static Command.ChargeStored chargeStored(StoredMethod stored, boolean isBuyerPresent) {
        return new Command.ChargeStored(
                TENANT,
                CHARGE,
                stored,
                150_000,
                "IDR",
                "July",
                BUDI,
                CUSTOMER,
                isBuyerPresent,
                "https://pay.toko.example/pay/1",
                null);
    }

    static StoredMethod stored(Method method) {
        return new StoredMethod(new Secret(TOKEN_ID), method, method.label(), null, null, null, null, Map.of());
    }

    /** A token of a card as Xendit shows it. */
    static String cardToken(String status) {
        return """
                {"payment_token_id":"%s","business_id":"5f27","reference_id":"%s","country":"ID","currency":"IDR",
                 "channel_code":"CARDS","channel_properties":{"card_details":{"type":"CREDIT","network":"VISA",
                 "masked_card_number":"4111****1111","expiry_year":"2028","expiry_month":"09"},"skip_three_ds":false},
                 "status":"%s","token_details":{},"failure_code":"AUTHENTICATION_FAILED"}""".formatted(TOKEN_ID, CHARGE, status);
    }

    /** A token of an OVO account. */
    static String ovoToken(String status) {
        return """
                {"payment_token_id":"%s","reference_id":"%s","currency":"IDR","channel_code":"OVO",
                 "channel_properties":{"success_return_url":"https://x.example"},"status":"%s",
                 "token_details":{"account_name":"John","account_number":"+628120007890"}}""".formatted(TOKEN_ID, CHARGE, status);
    }

    static ChargeReference reference(Method method, @Nullable String id) {
        return reference(method, id, Map.of());
    }

    static ChargeReference reference(Method method, @Nullable String id, Map<String, Object> data) {
        return new ChargeReference(CHARGE, method, 150_000, "IDR", id, data);
    }

    /** A payment request as Xendit shows it, with more fields where they are given. */
    static String request(String id, String channel, String status, String more) {
        return """
                {"business_id":"6094fa76c2fd53701b8e079c","reference_id":"%s","payment_request_id":"%s","type":"PAY",
                 "country":"ID","currency":"IDR","request_amount":%s,"capture_method":"AUTOMATIC","channel_code":"%s",
                 "channel_properties":{},"status":"%s","created":"2026-11-22T08:00:00Z",
                 "updated":"2026-11-22T08:00:00Z"%s}""".formatted(CHARGE, id, Currencies.toMajor(150_000, "IDR"), channel, status, more);
    }

    static String action(String type, String descriptor, String value) {
        return ",\"actions\":[{\"type\":\"%s\",\"descriptor\":\"%s\",\"value\":\"%s\"}]"
                .formatted(type, descriptor, value);
    }

    static String session(String status, @Nullable String requestId) {
        return """
                {"payment_session_id":"ps-6741f0aa9d3c2b10e4a7c001","reference_id":"%s","session_type":"PAY",
                 "currency":"IDR","amount":150000,"country":"ID","mode":"PAYMENT_LINK","status":"%s",
                 "expires_at":"2026-11-22T08:30:00Z",
                 "payment_link_url":"https://checkout-staging.xendit.co/sessions/ps-6741f0aa9d3c2b10e4a7c001",
                 "payment_token_id":null,"payment_request_id":%s,"payment_id":null}""".formatted(CHARGE, status, requestId == null ? "null" : '"' + requestId + '"');
    }

    static String error(String code) {
        return "{\"error_code\":\"%s\",\"message\":\"It is so\"}".formatted(code);
    }

    static String list(String... elements) {
        return "{\"data\":[" + String.join(",", elements) + "],\"has_more\":false}";
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        get(server.close());
    }
}
