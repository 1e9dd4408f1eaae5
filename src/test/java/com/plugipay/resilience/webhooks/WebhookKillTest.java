package com.plugipay.resilience.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.database.DedicatedPostgres;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.resilience.processes.InProcessGateway;
import com.plugipay.resilience.processes.LoadBalancer;
import com.plugipay.resilience.processes.RetryingMerchant;
import com.plugipay.resilience.webhooks.ScriptedEndpoint.Fate;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever receivers do, whenever the gateway is killed and its database crashes: every event reaches every endpoint that is
 * well at some time, and reaches it twice only where a crash explains it. After the last kill the clock runs ahead through
 * the pauses and retries. Set {@code plugipay.kills} for more of it, and {@code plugipay.seed} to go on from a failure.
 */
@ExtendWith(VertxExtension.class)
@ResourceLock(ChildProcess.MACHINE)
class WebhookKillTest {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookKillTest.class);
    private static final int KILLS = Integer.getInteger("plugipay.kills", 4);
    private static final int WORKSPACES = 2;
    private static final int AT_ONCE = 2;
    private static final int CONCURRENCY = 48;
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PLUGIPAY_WEBHOOKS_CONCURRENCY",
            String.valueOf(CONCURRENCY),
            "PLUGIPAY_WEBHOOKS_TIMEOUT_MS",
            "1000",
            "PLUGIPAY_WEBHOOKS_ALLOWED_ADDRESSES",
            "127.0.0.0/8,::1");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Past leases, then past the longest pause of a breaker and what else keeps deliveries waiting; not past a day. */
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));

    private static final String BUSY = """
            select 'event' as what, id, created_at::text as since from events where not fanned_out
            union all
            select 'queue ' || pace || coalesce(' held until ' || leased_until, '') || ' waiting ' || (
                    select count(*) from webhook_deliveries d
                     where d.endpoint_id = q.endpoint_id and d.status = 'pending' and d.due_at <= ?),
                endpoint_id, due_at::text from webhook_endpoint_queues q
             where leased_until is not null or due_at <= ?
             limit 10""";

    private final List<CrashWindow> crashes = new ArrayList<>();
    private final List<WebhookReceiver> receivers = new ArrayList<>();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyEventReachesWhoeverIsWellAtSomeTime(Vertx vertx) throws IOException {
        long seed = Long.getLong("plugipay.seed", System.nanoTime());
        LOG.warn("{} kills come from seed {}", KILLS, seed);
        Random random = new Random(seed);
        try (DedicatedPostgres postgres = DedicatedPostgres.start();
                LoadBalancer door = LoadBalancer.open();
                GatewayProcess gateway = GatewayProcess.start(postgres.database(), ENVIRONMENT)) {
            door.leadTo(gateway.port());
            DirectSql sql = new DirectSql(postgres.database());
            List<Api> merchants = Stream.generate(
                            () -> Api.of(door.url(), gateway.workspace().test()))
                    .limit(WORKSPACES)
                    .toList();
            List<ScriptedEndpoint> subscribers = merchants.stream()
                    .flatMap(api -> Stream.of(Fate.values())
                            .map(fate -> ScriptedEndpoint.subscribe(api, vertx, fate, 1 + random.nextInt(KILLS))))
                    .toList();
            subscribers.forEach(subscriber -> receivers.add(subscriber.mailbox()));
            CustomerLoad customers = CustomerLoad.start(
                    merchants.stream()
                            .map(api -> new RetryingMerchant(api, gateway::awaitReady))
                            .toList(),
                    AT_ONCE);
            int databaseCrash = 1 + random.nextInt(KILLS);
            for (int kill = 1; kill <= KILLS; kill++) {
                customers.awaitMade(20 + random.nextInt(100));
                killAndStart(gateway, sql, kill == databaseCrash || random.nextInt(3) > 0);
                door.leadTo(gateway.port());
                if (kill == databaseCrash) {
                    customers.awaitMade(20 + random.nextInt(60));
                    crashDatabase(postgres, gateway, random);
                    awaitMore(subscribers, customers);
                }
                int kills = kill;
                subscribers.forEach(subscriber -> subscriber.live(kills, random));
            }
            customers.awaitMade(20);
            int made = customers.finish();
            subscribers.forEach(ScriptedEndpoint::end);
            kill(gateway);
            SettableClock clock = new SettableClock();
            try (InProcessGateway last = InProcessGateway.start(gateway.environment(), clock)) {
                assertThat(last.port()).isPositive();
                drain(sql, clock, subscribers);
                requireRight(sql, subscribers, made);
            }
        }
    }

    private void kill(GatewayProcess gateway) {
        Instant begun = Instant.now();
        gateway.process().kill();
        crashes.add(CrashWindow.since(begun, receivers));
    }

    /** Often the leases of the dead end at once, so that its successor has something to do before it dies too. */
    private void killAndStart(GatewayProcess gateway, DirectSql sql, boolean atOnce) {
        kill(gateway);
        if (atOnce) {
            sql.change("update webhook_endpoint_queues set leased_until = now() where leased_until is not null");
        }
        gateway.startAgain();
    }

    private void crashDatabase(DedicatedPostgres postgres, GatewayProcess gateway, Random random) throws IOException {
        Instant begun = Instant.now();
        postgres.crash(random.nextBoolean() ? "QUIT" : "KILL");
        postgres.startAgain();
        gateway.awaitReady();
        crashes.add(CrashWindow.since(begun, receivers));
    }

    /** Goes on by itself: what happens from now on reaches those that are well. */
    private static void awaitMore(List<ScriptedEndpoint> subscribers, CustomerLoad customers) {
        Map<WebhookReceiver, Integer> before = subscribers.stream()
                .filter(each -> each.fate() == Fate.WELL)
                .map(ScriptedEndpoint::mailbox)
                .collect(Collectors.toMap(Function.identity(), WebhookReceiver::size));
        customers.awaitMade(40);
        before.forEach((mailbox, size) -> Awaitility.await("deliveries after the crash of the database")
                .atMost(PATIENCE)
                .until(() -> mailbox.size() > size));
    }

    private static void drain(DirectSql sql, SettableClock clock, Collection<ScriptedEndpoint> subscribers) {
        List<String> well = subscribers.stream()
                .filter(subscriber -> subscriber.fate().isWellSometime())
                .map(ScriptedEndpoint::endpoint)
                .toList();
        for (Duration step : STEPS) {
            awaitRest(sql, clock);
            if (pending(sql, well) == 0) {
                return;
            }
            clock.advance(step);
        }
        awaitRest(sql, clock);
        assertThat(pending(sql, well)).as("deliveries that still wait").isZero();
    }

    private static void awaitRest(DirectSql sql, SettableClock clock) {
        Timestamp now = Timestamp.from(clock.instant());
        Awaitility.await("all that was due")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(sql.rows(BUSY, now, now)).isEmpty());
    }

    private static long pending(DirectSql sql, List<String> endpoints) {
        return sql.number(
                "select count(*) from webhook_deliveries where status = 'pending'"
                        + " and endpoint_id = any (string_to_array(?, ','))",
                String.join(",", endpoints));
    }

    private void requireRight(DirectSql sql, List<ScriptedEndpoint> subscribers, int made) {
        assertThat(sql.number("select count(*) from events where type = 'customer.created'"))
                .isEqualTo(made);
        DeliveryReconciliation books = new DeliveryReconciliation(sql, crashes);
        int arrivals = 0;
        int duplicates = 0;
        for (ScriptedEndpoint each : subscribers) {
            assertThat(each.mailbox().strayed())
                    .as("redirects are not followed")
                    .isEmpty();
            if (each.fate().isWellSometime()) {
                books.requireAllAt(each.mailbox(), each.endpoint(), each.workspace());
            } else {
                books.requireNothingAt(each.mailbox(), each.endpoint());
            }
            assertThat(sql.texts("select status from webhook_endpoints where id = ?", each.endpoint()))
                    .as(each.mailbox().name())
                    .containsExactly(each.fate() == Fate.GONE ? "disabled" : "active");
            arrivals += each.mailbox().size();
            duplicates += books.duplicates(each.mailbox(), each.endpoint());
        }
        LOG.warn(
                "{} events of {} endpoints arrived {} times, {} of them again after one of {} crashes",
                made,
                subscribers.size(),
                arrivals,
                duplicates,
                crashes.size());
        assertThat(duplicates).isLessThanOrEqualTo(crashes.size() * CONCURRENCY);
    }
}
