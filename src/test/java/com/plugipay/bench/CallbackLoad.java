package com.plugipay.bench;

import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import com.plugipay.support.Api;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Callbacks of a provider as bytes, the charges that they tell of, and the bare statement that keeps one. */
final class CallbackLoad {
    private static final String TOKEN = "benchmark-callback-token";

    /** What keeping one callback is without HTTP, proof and batching. */
    static final String INSERT = """
            insert into provider_callbacks (workspace_id, mode, id, provider, identity, headers, body, created_at, due_at)
            values ($1, $2, $3, 'xendit', $3, $4, $5, $6, null) on conflict do nothing""";

    private static final String SESSIONS = """
            insert into checkout_sessions (workspace_id, mode, created_at, updated_at, status, attempts, review_pending,
                id, amount, currency, line_items, methods, success_url, cancel_url, expires_at, payment_method, provider)
            select $1, $2, now(), now(), 'open', 1, false, $3 || '_' || n, 150000, 'IDR', '[]', '{qris}',
                   'https://shop.example/ok', 'https://shop.example/back', now() + interval '1 day', 'qris', 'xendit'
              from generate_series(1, $4::integer) n""";
    private static final String ATTEMPTS = """
            insert into payment_attempts (workspace_id, mode, created_at, updated_at, status, id, checkout_session_id,
                provider, method, amount, currency, provider_reference, next_look_up_at)
            select $1, $2, now(), now(), 'active', 'att_' || $3 || '_' || n, $3 || '_' || n, 'xendit', 'qris', 150000,
                   'IDR', 'pr-' || $3 || '_' || n, now() + interval '1 hour'
              from generate_series(1, $4::integer) n""";
    private static final String WAITING = "select count(*) as waiting from provider_callbacks where due_at is not null";
    private static final String PAID = """
            select count(*) as paid from checkout_sessions
             where workspace_id = $1 and mode = $2 and status = 'complete'""";

    private static final String SETTLED = """
            select percentile_cont(0.5) within group (order by ms) as p50,
                   percentile_cont(0.99) within group (order by ms) as p99,
                   percentile_cont(0.999) within group (order by ms) as p999,
                   count(*) filter (where ms is null or attempts > 1) as errors
              from (select attempts, extract(epoch from processed_at - created_at) * 1000 as ms
                      from provider_callbacks where created_at >= $1) of_burst""";

    private final Database database;
    private final Tenant tenant;

    CallbackLoad(Database database, Api api) {
        this.database = database;
        this.tenant = api.key().apiKey().tenant();
        // Nobody answers there: in test mode the account is kept all the same.
        api.put(
                        "/v1/adapters/xendit",
                        "{\"secretKey\":\"xnd_development_benchmark\",\"expectedPerMinute\":100000,\"callbackToken\":\""
                                + TOKEN + "\"}")
                .expect(200);
    }

    /** A genuine callback about something that asks for no work: its keeping is all there is. */
    Supplier<Buffer> toBeKept() {
        return () -> request("payment_token.activation", "pt-" + UUID.randomUUID());
    }

    /** Makes so many open sessions with a charge each; gives the callbacks that tell that each is paid, one by one. */
    Supplier<Buffer> toBeSettled(int sessions) {
        String run = "bench" + Long.toHexString(System.nanoTime());
        Tuple parameters = Tuple.of(tenant.workspaceId(), tenant.mode().text(), run, sessions);
        Blocking.get(database.run(SESSIONS, parameters));
        Blocking.get(database.run(ATTEMPTS, parameters));
        AtomicInteger next = new AtomicInteger();
        return () -> request("payment.capture", run + "_" + (1 + next.getAndIncrement() % sessions));
    }

    Tuple kept() {
        String id = "cb_" + UUID.randomUUID();
        return Tuple.of(
                tenant.workspaceId(),
                tenant.mode().text(),
                id,
                "{\"content-type\":\"application/json\",\"webhook-id\":\"" + id + "\"}",
                Buffer.buffer(body("payment_token.activation", id)),
                OffsetDateTime.now(ZoneOffset.UTC));
    }

    long waiting() {
        return Blocking.get(database.run(WAITING, Tuple.tuple()))
                .iterator()
                .next()
                .getLong("waiting");
    }

    long paid() {
        return Blocking.get(database.run(
                        PAID, Tuple.of(tenant.workspaceId(), tenant.mode().text())))
                .iterator()
                .next()
                .getLong("paid");
    }

    /** How long those that came since then took from their acceptance; errors are those that took more than one try. */
    Result settledSince(OffsetDateTime moment, double perSecond) {
        Row row =
                Blocking.get(database.run(SETTLED, Tuple.of(moment))).iterator().next();
        return new Result(
                perSecond, row.getDouble("p50"), row.getDouble("p99"), row.getDouble("p999"), row.getLong("errors"));
    }

    private Buffer request(String event, String id) {
        byte[] bytes = body(event, id).getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer("POST /v1/inbound-webhooks/xendit/" + tenant.workspaceId() + " HTTP/1.1\r\nHost: 127.0.0.1"
                        + "\r\nContent-Type: application/json\r\nx-callback-token: " + TOKEN + "\r\nwebhook-id: " + id
                        + "\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .appendBytes(bytes);
    }

    private static String body(String event, String id) {
        return """
                {"event":"%1$s","business_id":"6094fa76c2fd53701b8e079c","created":"2026-11-22T08:05:11.566Z","data":{\
                "payment_id":"py-%2$s","business_id":"6094fa76c2fd53701b8e079c","reference_id":"att_%2$s",\
                "payment_request_id":"pr-%2$s","customer_id":null,"type":"PAY","country":"ID","currency":"IDR",\
                "request_amount":150000,"capture_method":"AUTOMATIC","channel_code":"QRIS","captures":[{\
                "capture_timestamp":"2026-11-22T08:05:10Z","capture_id":"cap-%2$s","capture_amount":150000}],\
                "status":"SUCCEEDED","payment_details":{"issuer_name":"GoPay","payer_name":"BUDI"},\
                "created":"2026-11-22T08:00:00Z","updated":"2026-11-22T08:05:10Z"}}""".formatted(event, id);
    }
}
