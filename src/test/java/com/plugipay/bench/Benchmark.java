package com.plugipay.bench;

import com.plugipay.bench.processes.RequestBenchmark;
import com.plugipay.checkout.SessionStatements;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Write;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.dispatch.WebhookLoad;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast the gateway is, beside what the same database does for the same statements without HTTP: client, gateway and
 * Postgres on this machine, fsync and synchronous_commit on.
 */
public final class Benchmark {
    private static final Logger LOG = LoggerFactory.getLogger(Benchmark.class);
    private static final int CONNECTIONS = 64;

    /** What the configuration has by default. */
    private static final int POOL_SIZE = 10;

    private static final long SECONDS = Long.getLong("bench.seconds", 30);
    static final String SESSIONS = "/v1/checkout-sessions";
    static final String SESSION = """
            {"amount":150000,"currency":"IDR","description":"Kopi Gayo","successUrl":"https://shop.example/ok",\
            "cancelUrl":"https://shop.example/back","lineItems":[{"name":"Gayo","quantity":2,"unitAmount":75000}],\
            "metadata":{"order":"8841"}}""";

    private final HttpLoad http;
    private final StatementLoad statements;
    private final SignedRequests requests;
    private final Tenant tenant;
    private final Api api;
    private final CallbackLoad callbacks;

    private Benchmark(TestGateway gateway) {
        this.api = gateway.merchant();
        IssuedApiKey key = api.key();
        this.http = new HttpLoad(gateway.gateway().port(), CONNECTIONS);
        this.statements = new StatementLoad(gateway.gateway().database());
        this.requests = new SignedRequests(key);
        this.tenant = key.apiKey().tenant();
        this.callbacks = new CallbackLoad(gateway.gateway().database(), api);
    }

    public static void main(String[] arguments) {
        int code = 1;
        try {
            run();
            code = 0;
        } catch (Exception | AssertionError failure) {
            LOG.error("The benchmark has failed", failure);
        } finally {
            // What was started has threads that would go on.
            System.exit(code);
        }
    }

    private static void run() throws Exception {
        System.out.println("| what | requests/s | p50 ms | p99 ms | errors | limit/s | ratio |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        String only = System.getProperty("bench.only", "");
        if (only.isEmpty() || only.equals("webhooks")) {
            ofRequests(only.equals("webhooks"));
        }
        if (only.isEmpty() || only.startsWith("requests")) {
            try (RequestBenchmark requests = new RequestBenchmark()) {
                requests.run(only.isEmpty() ? "" : only.substring("requests".length()));
            }
        }
        if (only.isEmpty() || only.equals("sign-ins")) {
            try (SignInBenchmark signIns = new SignInBenchmark()) {
                signIns.run();
            }
        }
        if (only.isEmpty() || only.equals("dashboard")) {
            try (DashboardBenchmark dashboard = new DashboardBenchmark()) {
                dashboard.run();
            }
        }
        if (only.isEmpty() || only.equals("renewals")) {
            try (RenewalBenchmark renewals = new RenewalBenchmark()) {
                renewals.run();
            }
        }
    }

    private static void ofRequests(boolean onlyWebhooks) throws Exception {
        try (TestGateway gateway = TestGateway.withoutProviders(TestDatabase.createPlain(POOL_SIZE))) {
            Benchmark benchmark = new Benchmark(gateway);
            if (!onlyWebhooks) {
                benchmark.create();
                benchmark.get();
                benchmark.keepCallbacks();
                benchmark.settleCallbacks();
            }
            benchmark.deliverWebhooks(gateway);
            benchmark.http.close();
        }
    }

    private void create() {
        Write template = SessionStatements.creation(tenant, "template", now());
        Supplier<Tuple> parameters =
                () -> SessionStatements.creation(tenant, UUID.randomUUID().toString(), now())
                        .parameters();
        Supplier<Buffer> request = () ->
                requests.request("POST", SESSIONS, SESSION, UUID.randomUUID().toString());
        compare("signed `POST /v1/checkout-sessions`", 201, request, template.sql(), parameters);
    }

    private void get() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(api.post(SESSIONS, SESSION).expect(201).id());
        }
        // A signature is good for five minutes: the client need not make it again for each request.
        List<Buffer> signed = ids.stream()
                .map(id -> requests.request("GET", SESSIONS + '/' + id, "", null))
                .toList();
        compare(
                "signed `GET /v1/checkout-sessions/{id}`",
                200,
                () -> any(signed),
                SessionStatements.FIND,
                () -> Tuple.of(tenant.workspaceId(), tenant.mode().text(), any(ids)));
    }

    /** Durably kept before each is answered, beside the bare insert of one. */
    private void keepCallbacks() {
        compare("provider callback accepted", 200, callbacks.toBeKept(), CallbackLoad.INSERT, callbacks::kept);
        await(() -> callbacks.waiting() == 0);
    }

    /** From the first callback of a burst until the last session of it is complete; the first burst is to warm up. */
    private void settleCallbacks() {
        int burst = (int) SECONDS * 1_000;
        settle(burst);
        OffsetDateTime since = OffsetDateTime.now(ZoneOffset.UTC);
        Burst told = settle(burst);
        row("provider callback accepted, a burst of %,d that is settled meanwhile".formatted(burst), told.accepted());
        row(
                "provider callback settled, the same burst; from acceptance",
                callbacks.settledSince(since, told.perSecond()));
    }

    private record Burst(Result accepted, double perSecond) {}

    private Burst settle(int burst) {
        Supplier<Buffer> told = callbacks.toBeSettled(burst);
        long before = callbacks.paid();
        long begun = System.nanoTime();
        Result accepted = http.runTo(burst, 200, told);
        await(() -> callbacks.paid() - before == burst);
        double perSecond = burst / ((System.nanoTime() - begun) / 1e9);
        await(() -> callbacks.waiting() == 0);
        return new Burst(accepted, perSecond);
    }

    private static void row(String what, Result result) {
        System.out.printf(
                "| %s | %,.0f | %.1f | %.1f | %d | | |%n",
                what, result.perSecond(), result.p50(), result.p99(), result.errors());
    }

    /** And what becomes of the API meanwhile. */
    private void deliverWebhooks(TestGateway gateway) throws Exception {
        WebhookBenchmark webhooks = new WebhookBenchmark(gateway);
        int deliveries = (int) SECONDS * 3_000;
        double perSecond = webhooks.deliver(1, deliveries);
        webhooks.deliver(10, deliveries);
        webhooks.withFinished(deliveries, Integer.getInteger("bench.finished", 2_000_000));
        Supplier<Buffer> create = () ->
                requests.request("POST", SESSIONS, SESSION, UUID.randomUUID().toString());
        double before = http.run(SECONDS, 201, create).perSecond();
        WebhookLoad load = webhooks.keepBusy((int) (perSecond * SECONDS * 2));
        Result busy = http.run(SECONDS, 201, create);
        long waiting = load.waiting();
        webhooks.awaitNothingWaiting(load);
        // Before and after, because the machine's speed changes from one minute to the next.
        double alone = (before + http.run(SECONDS, 201, create).perSecond()) / 2;
        System.out.printf(
                "| signed `POST /v1/checkout-sessions` while webhooks are delivered (%,d still waited)"
                        + " | %,.0f | %.1f | %.1f | %d | %,.0f | %.2f |%n",
                waiting, busy.perSecond(), busy.p50(), busy.p99(), busy.errors(), alone, busy.perSecond() / alone);
        webhooks.close();
    }

    private static void await(BooleanSupplier done) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(done::getAsBoolean);
    }

    private static <T> T any(List<T> list) {
        return list.get(ThreadLocalRandom.current().nextInt(list.size()));
    }

    private void compare(String what, int status, Supplier<Buffer> request, String sql, Supplier<Tuple> parameters) {
        http.run(SECONDS, status, request);
        statements.run(SECONDS, CONNECTIONS, sql, parameters);
        Result limit = statements.run(SECONDS, CONNECTIONS, sql, parameters);
        Result measured = http.run(SECONDS, status, request);
        System.out.printf(
                "| %s | %,.0f | %.1f | %.1f | %d | %,.0f | %.2f |%n",
                what,
                measured.perSecond(),
                measured.p50(),
                measured.p99(),
                measured.errors() + limit.errors(),
                limit.perSecond(),
                measured.perSecond() / limit.perSecond());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
