package com.plugipay.bench;

import com.plugipay.keys.IssuedApiKey;
import com.plugipay.overview.PaymentHistory;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How fast the pages of the dashboard are in a workspace with a million payments, and what becomes of the API beside them. */
final class DashboardBenchmark implements AutoCloseable {
    private static final int POOL_SIZE = 10;
    private static final int PAYMENTS = Integer.getInteger("bench.payments", 1_000_000);
    private static final long SECONDS = Long.getLong("bench.seconds", 30);

    /** One after the other: the time of a page, and not of waiting for the others. */
    private static final int PEOPLE = 1;

    /** Pages a second that a large team at work opens. */
    private static final double BUSY = 5;

    private static final int CONNECTIONS = 64;

    private static final Map<String, String> PAGES = Map.of(
            "home, 7 days", "home?window=7d",
            "home, 90 days", "home?window=90d",
            "payments", "payments",
            "payments that failed, a filter without a row", "payments?status=failed",
            "search for an amount", "search?q=123457",
            "search for the beginning of a name", "search?q=siti");

    private final TestGateway gateway = TestGateway.withoutProviders(TestDatabase.createPlain(POOL_SIZE));
    private final HttpLoad people = new HttpLoad(gateway.gateway().port(), PEOPLE);
    private final HttpLoad http = new HttpLoad(gateway.gateway().port(), CONNECTIONS);
    private final IssuedApiKey key;
    private final SignedRequests requests;
    private final PersonClient owner;

    DashboardBenchmark() {
        var created = gateway.workspace();
        Workspace workspace = created.workspace();
        key = created.test();
        requests = new SignedRequests(key);
        owner = PersonClient.owner(gateway, "owner@shop.example", workspace);
        new PaymentHistory(gateway.databaseConfig())
                .write(key.apiKey().tenant(), "IDR", 1_000, gateway.clock().instant(), Duration.ofDays(365), PAYMENTS);
        new DirectSql(gateway.databaseConfig()).change("analyze");
    }

    /** Prints the rows. */
    void run() {
        firstLook();
        PAGES.keySet().stream().sorted().forEach(page -> {
            Supplier<Buffer> request = () -> page(Objects.requireNonNull(PAGES.get(page)));
            people.run(SECONDS, 200, request);
            print("page, " + page, people.run(SECONDS, 200, request), null);
        });
        export();
        beside();
    }

    private Buffer page(String page) {
        return Buffer.buffer("GET /dashboard/" + page + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: plugipay_session="
                + owner.cookie() + "\r\n\r\n");
    }

    /** Later looks find the sums of days that are over. */
    private void firstLook() {
        long begun = System.nanoTime();
        owner.get("/dashboard/home?window=90d");
        System.out.printf(
                "| page, home, 90 days, the first look in an hour, ms | %,.0f | | | | | |%n",
                (System.nanoTime() - begun) / 1e6);
    }

    private void export() {
        long begun = System.nanoTime();
        long rows = owner.get("/dashboard/payments.csv").body().lines().count();
        System.out.printf(
                "| export of %,d rows as CSV, rows a second | %,.0f | | | | | |%n",
                rows, rows / ((System.nanoTime() - begun) / 1e9));
    }

    /** Alone and beside take turns, as the machine's speed changes from one minute to the next. */
    private void beside() {
        Api api = Api.of(gateway, key);
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        Supplier<Buffer> get = () -> requests.request("GET", "/v1/customers/" + customer, "", null);
        List<String> pages = List.copyOf(PAGES.values());
        Supplier<Buffer> any = () -> page(pages.get(ThreadLocalRandom.current().nextInt(pages.size())));
        http.run(SECONDS, 200, get);
        List<Result> alone = new ArrayList<>();
        List<Result> busy = new ArrayList<>();
        for (boolean isBusy : new boolean[] {false, true, true, false}) {
            CompletableFuture<Result> looking =
                    isBusy ? CompletableFuture.supplyAsync(() -> people.runAt(BUSY, SECONDS, 200, any)) : null;
            (isBusy ? busy : alone).add(http.run(SECONDS, 200, get));
            if (looking != null) {
                print("… the pages meanwhile", looking.join(), null);
            }
        }
        print(
                "signed `GET /v1/customers/{id}` beside five pages a second; the limit is alone",
                Result.mean(busy),
                Result.mean(alone));
    }

    private static void print(String what, Result result, @Nullable Result limit) {
        System.out.printf(
                "| %s | %,.0f | %.1f | %.1f | %d | %s |%n",
                what,
                result.perSecond(),
                result.p50(),
                result.p99(),
                result.errors(),
                limit == null
                        ? " | "
                        : "%,.0f | %.2f".formatted(limit.perSecond(), result.perSecond() / limit.perSecond()));
    }

    @Override
    public void close() {
        people.close();
        http.close();
        gateway.close();
    }
}
