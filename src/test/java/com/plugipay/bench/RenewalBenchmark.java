package com.plugipay.bench;

import com.plugipay.bench.RenewalLoad.Subscriptions;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * How fast subscriptions that fall due at one moment are worked off, beside the bare statements that write the same, and what
 * becomes of the API and the heap meanwhile.
 */
final class RenewalBenchmark implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int POOL_SIZE = 10;
    private static final int MERCHANTS = 50;
    private static final long SECONDS = Long.getLong("bench.seconds", 30);
    private static final int DUE_AT_ONCE = Integer.getInteger("bench.due", 100_000);
    private static final int CHARGES_ARE_SLOWER = 5;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final InstantProvider provider = new InstantProvider();
    private final TestGateway gateway = TestGateway.withXenditAt(TestDatabase.createPlain(POOL_SIZE), provider.url());

    /** Prints the rows. */
    void run() {
        String only = System.getProperty("bench.renewals", "");
        int renewals = (int) SECONDS * 1_000;
        for (int merchants : new int[] {1, MERCHANTS}) {
            String workspaces = merchants == 1 ? "1 workspace" : merchants + " workspaces";
            if (only.isEmpty() || only.contains("sent")) {
                measure(
                        "subscriptions renewed, their invoices open, " + workspaces,
                        new RenewalLoad(gateway, merchants),
                        renewals,
                        false);
            }
            if (only.isEmpty() || only.contains("charged")) {
                measure(
                        "subscriptions renewed and charged to stored cards, " + workspaces,
                        new RenewalLoad(gateway, merchants),
                        renewals / CHARGES_ARE_SLOWER,
                        true);
            }
        }
        if (only.isEmpty() || only.contains("many")) {
            many(new RenewalLoad(gateway, 1));
        }
    }

    private void measure(String what, RenewalLoad load, int number, boolean charged) {
        RenewalStatements statements = new RenewalStatements(gateway);
        bare(statements, load, number, charged);
        workedOff(load, number, charged);
        double limit = bare(statements, load, number, charged);
        row(what, workedOff(load, number, charged), limit);
    }

    private static double bare(RenewalStatements statements, RenewalLoad load, int number, boolean charged) {
        List<Subscriptions> due = load.subscribe(number, charged, RenewalLoad.in(0), null);
        double seconds = statements.renewed(due);
        return number / (charged ? seconds + statements.charged(due) : seconds);
    }

    private static void row(String what, double perSecond, double limit) {
        System.out.printf("| %s | %,.0f | | | | %,.0f | %.2f |%n", what, perSecond, limit, perSecond / limit);
    }

    /** From the moment at which they are due until the last invoice is open, or paid. */
    private static double workedOff(RenewalLoad load, int number, boolean charged) {
        long issued = load.issued();
        long paid = load.paid();
        Instant dueAt = RenewalLoad.in(10 + number / 1_000);
        load.subscribe(number, charged, dueAt, dueAt);
        waitUntil(dueAt);
        long begun = System.nanoTime();
        long cpu = cpuNanos();
        await(charged ? () -> load.paid() == paid + number : () -> load.issued() == issued + number);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.err.printf("%.2f ms of CPU each%n", (cpuNanos() - cpu) / 1e6 / number);
        return number / seconds;
    }

    /** And what becomes of the API and of the heap meanwhile. */
    private void many(RenewalLoad load) {
        SignedRequests requests = new SignedRequests(load.api().key());
        HttpLoad http = new HttpLoad(gateway.gateway().port(), CONNECTIONS);
        Supplier<Buffer> create = () -> requests.request(
                "POST", Benchmark.SESSIONS, Benchmark.SESSION, UUID.randomUUID().toString());
        http.run(SECONDS, 201, create);
        double before = http.run(SECONDS, 201, create).perSecond();
        long issued = load.issued();
        Instant dueAt = RenewalLoad.in(10 + DUE_AT_ONCE / 1_000);
        load.subscribe(DUE_AT_ONCE, false, dueAt, dueAt);
        long heapBefore = liveHeap();
        waitUntil(dueAt);
        long begun = System.nanoTime();
        await(() -> load.issued() > issued);
        Result busy = http.run(SECONDS, 201, create);
        long done = load.issued() - issued;
        long largest = liveHeap();
        while (load.issued() < issued + DUE_AT_ONCE) {
            Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            largest = Math.max(largest, liveHeap());
        }
        double perSecond = DUE_AT_ONCE / ((System.nanoTime() - begun) / 1e9);
        double alone = (before + http.run(SECONDS, 201, create).perSecond()) / 2;
        System.out.printf(
                "| signed `POST /v1/checkout-sessions` while %,d subscriptions are due (%,d were renewed meanwhile)"
                        + " | %,.0f | %.1f | %.1f | %d | %,.0f | %.2f |%n",
                DUE_AT_ONCE,
                done,
                busy.perSecond(),
                busy.p50(),
                busy.p99(),
                busy.errors(),
                alone,
                busy.perSecond() / alone);
        System.out.printf(
                "| … all of them, %,.0f MB of heap in use before, at most %,.0f meanwhile, %,.0f after | %,.0f | | | | | |%n",
                heapBefore / 1e6, largest / 1e6, liveHeap() / 1e6, perSecond);
        http.close();
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void waitUntil(Instant moment) {
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(POLL)
                .until(() -> !Instant.now().isBefore(moment));
    }

    private static void await(BooleanSupplier done) {
        Awaitility.await().atMost(LONGEST).pollDelay(POLL).pollInterval(POLL).until(done::getAsBoolean);
    }

    @Override
    public void close() {
        gateway.close();
        provider.close();
    }
}
