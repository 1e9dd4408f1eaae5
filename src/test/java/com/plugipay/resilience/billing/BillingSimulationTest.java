package com.plugipay.resilience.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.database.DedicatedPostgres;
import com.plugipay.resilience.money.MoneyReconciliation;
import com.plugipay.resilience.money.PendingWork;
import com.plugipay.resilience.money.StandInControl;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.resilience.processes.InProcessGateway;
import com.plugipay.resilience.processes.LoadBalancer;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions of all kinds live through years on test clocks, are changed, paused, paid, declined and refunded at random,
 * while Xendit loses answers, the gateway is killed and its database crashes: each period is billed once, the money that
 * Xendit has taken is the money of the payments, and no number is missing. Set {@code plugipay.subscriptions} and
 * {@code plugipay.days} for more of it, and {@code plugipay.seed} to repeat a failure.
 */
@ResourceLock(ChildProcess.MACHINE)
class BillingSimulationTest {
    private static final Logger LOG = LoggerFactory.getLogger(BillingSimulationTest.class);
    private static final int SUBSCRIPTIONS = Integer.getInteger("plugipay.subscriptions", 8);
    private static final Duration TIME = Duration.ofDays(Integer.getInteger("plugipay.days", 150));
    private static final int CLOCKS = Math.min(10, SUBSCRIPTIONS / 4);

    private static final int KILLS = Integer.getInteger("plugipay.billing.kills", 1);

    private static final List<String> TIME_ZONES = List.of("Asia/Jakarta", "America/New_York");

    private final long seed = Long.getLong("plugipay.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final SettableClock clock = new SettableClock();
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void yearsOfSubscriptionsAreBilledAndPaidOnce() throws IOException {
        LOG.warn("{} subscriptions live through {} from seed {}", SUBSCRIPTIONS, TIME, seed);
        Sandbox sandbox = TestGateway.get(Sandbox.start(
                new StandInSettings("127.0.0.1", 0, seed, 0.002, clock), TestDirectory.create(), TIME_ZONES.size()));
        try (DedicatedPostgres postgres = DedicatedPostgres.start();
                LoadBalancer loadBalancer = LoadBalancer.open();
                GatewayProcess gateway =
                        GatewayProcess.start(postgres.database(), environment(sandbox, loadBalancer))) {
            loadBalancer.forwardTo(gateway.port());
            DirectSql sql = new DirectSql(postgres.database());
            StandInControl standIns = new StandInControl(sandbox.url());
            Outages outages = new Outages(postgres, gateway, loadBalancer, standIns, clock, random, SUBSCRIPTIONS);
            List<SimulatedMerchant> merchants = new ArrayList<>();
            for (String zone : TIME_ZONES) {
                merchants.add(SimulatedMerchant.open(
                        loadBalancer.url(),
                        gateway.workspace().test(),
                        clock,
                        sandbox,
                        merchants.size(),
                        zone,
                        gateway::awaitReady));
            }
            // Callbacks about stored cards are confirmed one after the other, as slowly as the account allows; polls
            // are not.
            standIns.faults("xendit", "{\"dropped_callback\":{\"probability\":1}}");
            List<CompletableFuture<SimulatedClock>> clocks = IntStream.range(0, CLOCKS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> clock(merchants.get(i % merchants.size()), standIns, i), Thread::startVirtualThread))
                    .toList();
            CompletableFuture<Void> made = CompletableFuture.allOf(clocks.toArray(CompletableFuture[]::new));
            outages.await(made, made::isDone);
            outages.begin();
            LOG.warn("The clocks begin to advance");
            CompletableFuture<?> lives = CompletableFuture.allOf(clocks.stream()
                    .map(each -> each.thenAcceptAsync(ready -> ready.live(TIME), Thread::startVirtualThread))
                    .toArray(CompletableFuture[]::new));
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = CLOCKS * Math.toIntExact(TIME.toDays()) / 30 * kill / (KILLS + 1);
                outages.await(lives, () -> rounds.get() >= enough);
                assertThat(lives)
                        .as("lives that are not over before the last kill")
                        .isNotDone();
                outages.strike(lives, kill % 2 == 1);
            }
            outages.awaitEnd(lives);
            LOG.warn("The clocks have reached their end");
            standIns.faults("xendit", "{}");
            gateway.process().kill();
            try (InProcessGateway last = InProcessGateway.start(gateway.environment(), clock)) {
                loadBalancer.forwardTo(last.port());
                new PendingWork(sql, clock, standIns).drain();
                awaitCreditNotes(sql);
                check(sql, standIns, merchants);
            }
        } finally {
            TestGateway.get(sandbox.stop());
        }
    }

    private SimulatedClock clock(SimulatedMerchant merchant, StandInControl standIns, int number) {
        int subscriptions = SUBSCRIPTIONS * (number + 1) / CLOCKS - SUBSCRIPTIONS * number / CLOCKS;
        return new SimulatedClock(merchant, standIns, number, subscriptions, seed + number, rounds);
    }

    private static Map<String, String> environment(Sandbox sandbox, LoadBalancer loadBalancer) {
        Map<String, String> environment = new HashMap<>(sandbox.environment());
        environment.put("PLUGIPAY_HTTP_BASE_URL", loadBalancer.url());
        environment.put("PLUGIPAY_PROVIDERS_TIMEOUT_MS", "10000");
        return environment;
    }

    private static void awaitCreditNotes(DirectSql sql) {
        Awaitility.await("the credit notes of all refunds")
                .atMost(Duration.ofMinutes(2))
                .until(() -> sql.number("""
                        select count(*) from refunds
                         where invoice_id is not null and credit_note_status is distinct from status""") == 0);
    }

    private static void check(DirectSql sql, StandInControl standIns, List<SimulatedMerchant> merchants) {
        for (String columns : List.of(
                "events (object_id, type)",
                "payment_attempts (payment_id)",
                "payment_attempts (invoice_id)",
                "payments (invoice_id)",
                "refunds (payment_id)",
                "collection_tries (invoice_id)",
                "invoices (refund_id)",
                "invoices (subscription_id)")) {
            // The rules ask for what belongs to an object, without its workspace.
            sql.change("create index on " + columns);
        }
        sql.change("analyze");
        BilledPeriods billed = new BilledPeriods(sql, merchants);
        List<String> wrong = new ArrayList<>(billed.wrong());
        BillingInvariants.ALL.forEach((rule, query) -> {
            List<String> ids = sql.texts(query);
            if (!ids.isEmpty()) {
                wrong.add(rule + ": " + ids.size() + ", such as "
                        + ids.stream().limit(5).toList());
            }
        });
        LOG.warn("{} periods: {}", billed.periods(), figures(sql));
        assertThat(wrong)
                .as(String.join("\n", wrong.stream().limit(20).toList()))
                .isEmpty();
        new MoneyReconciliation(sql, standIns).requireEqual();
        for (SimulatedMerchant merchant : merchants) {
            Api api = merchant.api();
            // Money that came although its invoice was paid by hand or voided meanwhile waits for a person.
            assertThat(api.get("/v1/stuck").expect(200).data().valueStream())
                    .allMatch(stuck -> stuck.path("reason").asText().equals("no_open_payment"));
        }
    }

    private static String figures(DirectSql sql) {
        return sql.texts("""
                select 'subscriptions ' || status || ' ' || count(*) from subscriptions group by status
                union all select 'invoices ' || status || ' ' || count(*) from invoices group by status
                union all select 'payments ' || coalesce(provider, '') || ' ' || status || ' ' || count(*)
                  from payments group by provider, status
                union all select 'attempts ' || status || ' ' || coalesce(failure_code, '') || ' ' || count(*)
                  from payment_attempts group by status, failure_code
                union all select 'refunds ' || status || ' ' || count(*) from refunds group by status
                union all select 'receipts ' || count(*) from receipts
                union all select 'events ' || count(*) from events
                order by 1""").toString();
    }
}
