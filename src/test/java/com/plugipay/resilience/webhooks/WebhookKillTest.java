package com.plugipay.resilience.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.database.DedicatedPostgres;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.resilience.processes.InProcessGateway;
import com.plugipay.resilience.processes.LoadBalancer;
import com.plugipay.resilience.processes.RetryingMerchant;
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
 * Whatever receivers do, whenever the gateway is killed and its database crashes: every event reaches every endpoint that
 * accepts deliveries at the end, and reaches it twice only where a crash explains it. After the last kill the clock is moved
 * ahead, past the pauses and retries. Set {@code plugipay.kills} for more kills, and {@code plugipay.seed} to repeat a failure.
 */
@ExtendWith(VertxExtension.class)
@ResourceLock(ChildProcess.MACHINE)
class WebhookKillTest {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookKillTest.class);
    private static final int KILLS = Integer.getInteger("plugipay.kills", 2);
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
    /** Past leases, then past the longest pause of a failing endpoint and all retries; not past a day. */
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
    void everyEventReachesEveryEndpointThatAcceptsDeliveriesAtTheEnd(Vertx vertx) throws IOException {
        long seed = Long.getLong("plugipay.seed", System.nanoTime());
        LOG.warn("{} kills come from seed {}", KILLS, seed);
        Random random = new Random(seed);
        try (DedicatedPostgres postgres = DedicatedPostgres.start();
                LoadBalancer loadBalancer = LoadBalancer.open();
                GatewayProcess gateway = GatewayProcess.start(postgres.database(), ENVIRONMENT)) {
            loadBalancer.forwardTo(gateway.port());
            DirectSql sql = new DirectSql(postgres.database());
            List<Api> merchants = Stream.generate(
                            () -> Api.of(loadBalancer.url(), gateway.workspace().test()))
                    .limit(WORKSPACES)
                    .toList();
            List<ScriptedEndpoint> subscribers = merchants.stream()
                    .flatMap(api -> Stream.of(ScriptedEndpoint.Script.values())
                            .map(script -> ScriptedEndpoint.subscribe(api, vertx, script, 1 + random.nextInt(KILLS))))
                    .toList();
            subscribers.forEach(subscriber -> receivers.add(subscriber.receiver()));
            CustomerLoad customers = CustomerLoad.start(
                    merchants.stream()
                            .map(api -> new RetryingMerchant(api, gateway::awaitReady))
                            .toList(),
                    AT_ONCE);
            int databaseCrash = 1 + random.nextInt(KILLS);
            for (int kill = 1; kill <= KILLS; kill++) {
                customers.awaitMade(20 + random.nextInt(100));
                killAndStart(gateway, sql, kill == databaseCrash || random.nextInt(3) > 0);
                loadBalancer.forwardTo(gateway.port());
                if (kill == databaseCrash) {
                    customers.awaitMade(20 + random.nextInt(60));
                    crashDatabase(postgres, gateway, random);
                    awaitMore(subscribers, customers);
                }
                int kills = kill;
                subscribers.forEach(subscriber -> subscriber.afterKill(kills, random));
            }
            customers.awaitMade(20);
            int made = customers.finish();
            subscribers.forEach(ScriptedEndpoint::afterLastKill);
            kill(gateway);
            SettableClock clock = new SettableClock();
            try (InProcessGateway last = InProcessGateway.start(gateway.environment(), clock)) {
                assertThat(last.port()).isPositive();
                drain(sql, clock, subscribers);
            }
            // A stopped gateway has recorded what it sent; one that runs may be trying a hanging endpoint once more.
            requireAllDelivered(sql, subscribers, made);
        }
    }

    private void kill(GatewayProcess gateway) {
        Instant begun = Instant.now();
        gateway.process().kill();
        crashes.add(CrashWindow.since(begun, receivers));
    }

    /** Often the leases of the killed gateway end at once, so that its successor has work before it is killed too. */
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

    /** Without a restart of the gateway, new events reach the endpoints that accept them. */
    private static void awaitMore(List<ScriptedEndpoint> subscribers, CustomerLoad customers) {
        Map<WebhookReceiver, Integer> before = subscribers.stream()
                .filter(each -> each.script() == ScriptedEndpoint.Script.HEALTHY)
                .map(ScriptedEndpoint::receiver)
                .collect(Collectors.toMap(Function.identity(), WebhookReceiver::size));
        customers.awaitMade(40);
        before.forEach((receiver, size) -> Awaitility.await("deliveries after the crash of the database")
                .atMost(PATIENCE)
                .until(() -> receiver.size() > size));
    }

    private static void drain(DirectSql sql, SettableClock clock, Collection<ScriptedEndpoint> subscribers) {
        List<String> accepting = subscribers.stream()
                .filter(subscriber -> subscriber.script().acceptsAtTheEnd())
                .map(ScriptedEndpoint::endpoint)
                .toList();
        for (Duration step : STEPS) {
            awaitRest(sql, clock);
            if (pending(sql, accepting) == 0) {
                return;
            }
            clock.advance(step);
        }
        awaitRest(sql, clock);
        assertThat(pending(sql, accepting)).as("deliveries that still wait").isZero();
    }

    private static void awaitRest(DirectSql sql, SettableClock clock) {
        Timestamp now = Timestamp.from(clock.instant());
        Awaitility.await("everything due to be done")
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

    private void requireAllDelivered(DirectSql sql, List<ScriptedEndpoint> subscribers, int made) {
        assertThat(sql.number("select count(*) from events where type = 'customer.created'"))
                .isEqualTo(made);
        DeliveryReconciliation reconciliation = new DeliveryReconciliation(sql, crashes);
        int arrivals = 0;
        int duplicates = 0;
        for (ScriptedEndpoint each : subscribers) {
            assertThat(each.receiver().otherPaths())
                    .as("redirects are not followed")
                    .isEmpty();
            if (each.script().acceptsAtTheEnd()) {
                reconciliation.requireAllAt(each.receiver(), each.endpoint(), each.workspace());
            } else {
                reconciliation.requireNothingAt(each.receiver(), each.endpoint());
            }
            assertThat(sql.texts("select status from webhook_endpoints where id = ?", each.endpoint()))
                    .as(each.receiver().name())
                    .containsExactly(each.script() == ScriptedEndpoint.Script.GONE ? "disabled" : "active");
            arrivals += each.receiver().size();
            duplicates += reconciliation.duplicates(each.receiver(), each.endpoint());
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
