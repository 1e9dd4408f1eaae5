package com.plugipay.bench.processes;

import com.plugipay.bench.HttpLoad;
import com.plugipay.bench.Result;
import com.plugipay.bench.SignedRequests;
import com.plugipay.customers.CustomerStatements;
import com.plugipay.model.Tenant;
import com.plugipay.resilience.database.DedicatedPostgres;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What requests cost, in three processes: the gateway as operators run it, Postgres, and this one, which makes the load. Beside
 * each stands a server without the gateway, see {@link BareServer}.
 */
public final class RequestBenchmark implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int OBJECTS = 1_000;
    private static final int LISTED = 50;
    private static final long SECONDS = Long.getLong("bench.seconds", 30);
    private static final Path JAR = Path.of("target", "plugipay.jar");
    private static final String CUSTOMERS = "/v1/customers";
    private static final String SESSIONS = "/v1/checkout-sessions";
    private static final String PAYMENTS = "/v1/payments";
    private static final String CUSTOMER = "{\"name\":\"Siti\",\"email\":\"siti@shop.example\"}";
    private static final String SESSION = """
            {"amount":150000,"currency":"IDR","description":"Kopi Gayo","successUrl":"https://shop.example/ok",\
            "cancelUrl":"https://shop.example/back","lineItems":[{"name":"Gayo","quantity":2,"unitAmount":75000}],\
            "metadata":{"order":"8841"}}""";

    /** Of every JVM here: those of operators, after the usual ones of tests, which want a small one. */
    private static final List<String> JVM = Stream.concat(
                    Stream.of(
                            "-XX:TieredStopAtLevel=4",
                            "-Xmx512m",
                            "@" + Path.of("conf", "plugipay.jvm").toAbsolutePath()),
                    Stream.of(System.getProperty("bench.jvm", "")).filter(option -> !option.isEmpty()))
            .toList();

    private final DedicatedPostgres postgres = DedicatedPostgres.start();
    private final GatewayProcess gateway = GatewayProcess.start(
            postgres.database(),
            Map.of(),
            new GatewayProcess.JvmChoice(
                    JVM, Files.exists(JAR) ? JAR.toAbsolutePath().toString() : System.getProperty("java.class.path")));
    private final Api api = gateway.api();
    private final SignedRequests requests = new SignedRequests(api.key());
    private final Tenant tenant = api.key().apiKey().tenant();

    public RequestBenchmark() throws IOException {
        gateway.connectBankTransfer();
    }

    /** The table's rows by their names, which {@code bench.only} may be. */
    private final Map<String, Runnable> rows = Map.of(
            "1-get", this::getCustomer,
            "2-create", this::createSession,
            "3-customer", this::createCustomer,
            "4-list", this::listSessions,
            "5-log", this::logRequests,
            "6-payment", this::payByHand);

    /** Prints the rows whose names contain this. */
    public void run(String name) {
        System.out.println(
                "| what | requests/s | p50 ms | p99 ms | p99.9 ms | errors | gateway µs | Postgres µs | load µs"
                        + " | KB allocated | WAL bytes |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        new TreeMap<>(rows).forEach((each, row) -> {
            if (each.contains(name)) {
                row.run();
            }
        });
    }

    private void getCustomer() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            ids.add(api.post(CUSTOMERS, CUSTOMER).expect(201).id());
        }
        // A signature is good for five minutes: the client need not make it again for each request.
        Supplier<List<Buffer>> signed = () -> ids.stream()
                .map(id -> requests.request("GET", CUSTOMERS + '/' + id, "", null))
                .toList();
        double rate = measure("signed `GET /v1/customers/{id}`", 200, any(signed.get()));
        atParts(rate, 200, any(signed.get()));
        Answer sample = api.get(CUSTOMERS + '/' + ids.getFirst()).expect(200);
        List<String> parameters = List.of(tenant.workspaceId(), tenant.mode().text());
        bare(false, CustomerStatements.FIND, parameters, true, sample, any(signed.get()), rate);
        bare(true, CustomerStatements.FIND, parameters, true, sample, any(signed.get()), rate);
    }

    /** Two requests on this node and on one that logs no requests, in turns, as the machine's speed changes. */
    private void logRequests() {
        String id = api.post(CUSTOMERS, CUSTOMER).expect(201).id();
        try (GatewayProcess silent = gateway.another(Map.of("PLUGIPAY_LOGGING_REQUESTS", "WARN"))) {
            for (int turn = 0; turn < 2; turn++) {
                Buffer get = requests.request("GET", CUSTOMERS + '/' + id, "", null);
                besideSilent("signed `GET /v1/customers/{id}`", 200, () -> get, silent);
                besideSilent("signed `POST /v1/customers`", 201, creation(CUSTOMERS, CUSTOMER), silent);
            }
        }
    }

    private void besideSilent(String what, int status, Supplier<Buffer> request, GatewayProcess silent) {
        measure(what + ", logged", status, request);
        measure("… not logged", status, request, silent.port(), silent.process().pid());
    }

    private void createSession() {
        create("signed `POST /v1/checkout-sessions`", SESSIONS, SESSION);
    }

    private void createCustomer() {
        create("signed `POST /v1/customers`", CUSTOMERS, CUSTOMER);
    }

    private void create(String what, String target, String body) {
        Supplier<Buffer> request = creation(target, body);
        atParts(measure(what, 201, request), 201, request);
    }

    private Supplier<Buffer> creation(String target, String body) {
        return () -> requests.request("POST", target, body, UUID.randomUUID().toString());
    }

    private void listSessions() {
        for (int i = 0; i < LISTED; i++) {
            api.post(SESSIONS, SESSION).expect(201);
        }
        Buffer request = requests.request("GET", SESSIONS + "?limit=" + LISTED, "", null);
        measure("signed `GET /v1/checkout-sessions?limit=50`", 200, () -> request);
    }

    /** A payment takes both requests. Amounts differ, as each of them has a unique code. */
    private void payByHand() {
        Supplier<Buffer> making = () -> requests.request(
                "POST",
                PAYMENTS,
                "{\"amount\":%d,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}"
                        .formatted(ThreadLocalRandom.current().nextInt(10_000, 1_000_000_000)),
                UUID.randomUUID().toString());
        measure("signed `POST /v1/payments` by bank transfer", 201, making);
        try (HttpLoad http = new HttpLoad(gateway.port(), CONNECTIONS)) {
            http.run(4 * SECONDS, 201, making);
        }
        Iterator<String> ids = new DirectSql(postgres.database())
                .texts("select id from payments")
                .iterator();
        measure("… and confirmed by hand", 200, () -> {
            synchronized (ids) {
                return requests.request("POST", PAYMENTS + '/' + ids.next() + "/confirm", "", null);
            }
        });
    }

    /** How long requests take that come at a steady rate, also while the ones before them wait. */
    private void atParts(double most, int status, Supplier<Buffer> request) {
        for (int percent : List.of(50, 80)) {
            try (HttpLoad http = new HttpLoad(gateway.port(), CONNECTIONS)) {
                Result result = http.runAt(most * percent / 100, SECONDS, status, request);
                System.out.printf(
                        "| … at %d %% of that, from when each was due | %,.0f | %.1f | %.1f | %.1f | %d | | | | | |%n",
                        percent, result.perSecond(), result.p50(), result.p99(), result.p999(), result.errors());
            }
        }
    }

    private void bare(
            boolean isPipelined,
            String sql,
            List<String> parameters,
            boolean isById,
            Answer sample,
            Supplier<Buffer> request,
            double gatewayRate) {
        Map<String, String> headers = new TreeMap<>();
        sample.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        headers.remove("content-length");
        BareServer.Settings settings = new BareServer.Settings(
                postgres.database().url(),
                postgres.database().poolSize(),
                isPipelined,
                sql,
                parameters,
                isById,
                headers,
                sample.body());
        try (BareServer.Running server = BareServer.start(settings, JVM)) {
            double rate = measure(
                    isPipelined ? "… a bare server, pipelined" : "… a bare server on a pool",
                    200,
                    request,
                    server.port(),
                    server.process().pid());
            System.out.printf("| … the gateway's part of that | %.2f | | | | | | | | | |%n", gatewayRate / rate);
        }
    }

    private double measure(String what, int status, Supplier<Buffer> request) {
        return measure(what, status, request, gateway.port(), gateway.process().pid());
    }

    private double measure(String what, int status, Supplier<Buffer> request, int port, long pid) {
        try (HttpLoad http = new HttpLoad(port, CONNECTIONS);
                AllocatedMemory memory = AllocatedMemory.of(pid)) {
            http.run(SECONDS, status, request);
            Usage before = Usage.now(pid, memory, postgres);
            Result result = http.run(SECONDS, status, request);
            Usage used = Usage.now(pid, memory, postgres).since(before);
            System.out.printf(
                    "| %s | %,.0f | %.1f | %.1f | %.1f | %d | %s |%n",
                    what,
                    result.perSecond(),
                    result.p50(),
                    result.p99(),
                    result.p999(),
                    result.errors(),
                    used.cells(result.perSecond() * SECONDS));
            return result.perSecond();
        }
    }

    private static Supplier<Buffer> any(List<Buffer> requests) {
        return () -> requests.get(ThreadLocalRandom.current().nextInt(requests.size()));
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        postgres.close();
    }
}
