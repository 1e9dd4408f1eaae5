package com.plugipay.bench;

import com.plugipay.keys.IssuedApiKey;
import com.plugipay.model.Tenant;
import com.plugipay.overview.OverviewStatements;
import com.plugipay.overview.PaymentHistory;
import com.plugipay.people.PersonClient;
import com.plugipay.search.SearchStatements;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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

    private static final String LIST =
            "select * from payments where workspace_id = $1 and mode = $2 %sorder by id desc limit 51";

    private final Map<String, Statement> pages;

    private final TestGateway gateway = TestGateway.withoutProviders(TestDatabase.createPlain(POOL_SIZE));
    private final HttpLoad people = new HttpLoad(gateway.gateway().port(), PEOPLE);
    private final HttpLoad http = new HttpLoad(gateway.gateway().port(), CONNECTIONS);
    private final IssuedApiKey key;
    private final SignedRequests requests;
    private final PersonClient owner;
    private final StatementLoad statements;
    private final Tenant tenant;

    /** What a page reads most of from the database. */
    private record Statement(String page, String sql, Tuple parameters) {}

    DashboardBenchmark() {
        var created = gateway.workspace();
        Workspace workspace = created.workspace();
        key = created.test();
        requests = new SignedRequests(key);
        owner = PersonClient.owner(gateway, "owner@shop.example", workspace);
        statements = new StatementLoad(gateway.gateway().database());
        tenant = key.apiKey().tenant();
        Instant now = gateway.clock().instant();
        new PaymentHistory(gateway.databaseConfig()).write(tenant, "IDR", 1_000, now, Duration.ofDays(365), PAYMENTS);
        new DirectSql(gateway.databaseConfig()).change("analyze");
        // The home page adds up only days that are not over for two days yet.
        Tuple recent = OverviewStatements.between(
                tenant,
                IntStream.rangeClosed(-2, 1)
                        .mapToObj(day -> now.plus(Duration.ofDays(day)))
                        .toList());
        Tuple list = Tuple.of(tenant.workspaceId(), tenant.mode().text());
        pages = Map.of(
                "home, 7 days", new Statement("home?window=7d", OverviewStatements.BY_PERIOD, recent),
                "home, 90 days", new Statement("home?window=90d", OverviewStatements.BY_PERIOD, recent),
                "payments", new Statement("payments", LIST.formatted(""), list),
                "payments that failed, a filter without a row",
                        new Statement("payments?status=failed", LIST.formatted("and status = 'failed' "), list),
                "search for an amount", search("123457"),
                "search for the beginning of a name", search("siti"));
    }

    private Statement search(String text) {
        return new Statement("search?q=" + text, SearchStatements.FIND, SearchStatements.find(tenant, text));
    }

    /** Prints the rows. */
    void run() {
        firstLook();
        new TreeMap<>(pages).forEach((name, of) -> {
            Supplier<Buffer> request = () -> page(of.page());
            people.run(SECONDS, 200, request);
            Result limit = statements.run(SECONDS, PEOPLE, of.sql(), of::parameters);
            print("page, " + name, people.run(SECONDS, 200, request), limit);
        });
        export();
        beside();
    }

    private Buffer page(String page) {
        return Buffer.buffer("GET /dashboard/" + page + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: plugipay_session="
                + owner.cookie() + "\r\n\r\n");
    }

    /** Nobody has looked at this workspace before, and no worker has added up its days: the first look at each does. */
    private void firstLook() {
        for (String window : List.of("7d", "90d", "90d")) {
            long begun = System.nanoTime();
            owner.get("/dashboard/home?window=" + window);
            System.out.printf(
                    "| page, home, %s, one of the first looks, ms | %,.0f | | | | | |%n",
                    window, (System.nanoTime() - begun) / 1e6);
        }
    }

    private void export() {
        long begun = System.nanoTime();
        long rows = owner.get("/dashboard/payments.csv").body().lines().count();
        double perSecond = rows / ((System.nanoTime() - begun) / 1e9);
        String sql =
                "select p::text from (select * from payments where workspace_id = ? and mode = ? order by id desc limit ?) as p";
        long alone = System.nanoTime();
        int read = new DirectSql(gateway.databaseConfig())
                .texts(sql, tenant.workspaceId(), tenant.mode().text(), rows)
                .size();
        double limit = read / ((System.nanoTime() - alone) / 1e9);
        System.out.printf(
                "| export of %,d rows as CSV, rows a second | %,.0f | | | | %,.0f | %.2f |%n",
                rows, perSecond, limit, perSecond / limit);
    }

    /** Alone and beside take turns, as the machine's speed changes from one minute to the next. */
    private void beside() {
        Api api = Api.of(gateway, key);
        String customer =
                api.post("/v1/customers", "{\"name\":\"Budi\"}").expect(201).id();
        Supplier<Buffer> get = () -> requests.request("GET", "/v1/customers/" + customer, "", null);
        List<Statement> all = List.copyOf(pages.values());
        Supplier<Buffer> any = () ->
                page(all.get(ThreadLocalRandom.current().nextInt(all.size())).page());
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
