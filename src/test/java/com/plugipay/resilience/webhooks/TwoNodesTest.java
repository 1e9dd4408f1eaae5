package com.plugipay.resilience.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.resilience.processes.RetryingMerchant;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two gateways on one database both deliver, send nothing twice, and one continues the work of the other when that is killed.
 * The benchmark measures how fast they are.
 */
@ExtendWith(VertxExtension.class)
@ResourceLock(ChildProcess.MACHINE)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoNodesTest {
    private static final Logger LOG = LoggerFactory.getLogger(TwoNodesTest.class);
    private static final int WORKSPACES = 8;
    private static final int ENDPOINTS = 4;
    private static final int CUSTOMERS = WORKSPACES * 64;
    private static final int SOME = 40;
    /** The smallest concurrency: with slow receivers one node cannot deliver to all endpoints at a time. */
    private static final int CONCURRENCY = 8;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PLUGIPAY_WEBHOOKS_CONCURRENCY",
            String.valueOf(CONCURRENCY),
            "PLUGIPAY_WEBHOOKS_TIMEOUT_MS",
            "2000",
            "PLUGIPAY_WEBHOOKS_ALLOWED_ADDRESSES",
            "127.0.0.0/8,::1");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String HOLDERS =
            "select count(distinct claimed_by) from webhook_endpoint_queues where leased_until is not null";

    private record Endpoint(String id, WebhookReceiver receiver) {}

    @Test
    void twoNodesShareTheWorkAndOneTakesOverWhenTheOtherIsKilled(Vertx vertx) {
        DatabaseConfig database = TestDatabase.create(10);
        DirectSql sql = new DirectSql(database);
        try (GatewayProcess first = GatewayProcess.start(database, ENVIRONMENT)) {
            List<Api> merchants = Stream.generate(() -> Api.of(
                            "http://127.0.0.1:" + first.port(),
                            first.workspace().test()))
                    .limit(WORKSPACES)
                    .toList();
            List<Endpoint> endpoints = merchants.stream()
                    .flatMap(api -> IntStream.range(0, ENDPOINTS).mapToObj(i -> endpoint(api, vertx, i)))
                    .toList();
            CustomerLoad.make(
                    merchants.stream()
                            .map(api -> new RetryingMerchant(api, first::awaitReady))
                            .toList(),
                    1,
                    CUSTOMERS);

            awaitMore(endpoints, SOME);
            // The first node is kept busy until there is a second one to share the work with.
            endpoints.forEach(each -> each.receiver().behaves(ReceiverBehavior.HANGS));
            CrashWindow crash;
            try (GatewayProcess second = first.another()) {
                endpoints.forEach(each -> each.receiver().behaves(ReceiverBehavior.SLOW));
                Awaitility.await("both nodes to hold queues")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> sql.number(HOLDERS) == 2);
                awaitMore(endpoints, SOME);
                Instant killed = Instant.now();
                second.process().kill();
                crash = CrashWindow.since(
                        killed, endpoints.stream().map(Endpoint::receiver).toList());
            }
            // Every endpoint has something to receive, however much was delivered before the kill.
            merchants.forEach(
                    api -> api.post("/v1/customers", "{\"name\":\"Sri\"}").expect(201));
            Awaitility.await("deliveries to every endpoint after one node was killed")
                    .atMost(PATIENCE)
                    .until(() -> endpoints.stream()
                            .allMatch(each -> lastArrival(each).isAfter(crash.over())));
            endpoints.forEach(each -> each.receiver().behaves(ReceiverBehavior.QUICK));
            requireAllDelivered(sql, endpoints, crash);
        }
    }

    private static Endpoint endpoint(Api api, Vertx vertx, int number) {
        WebhookReceiver receiver = WebhookReceiver.open(vertx, "endpoint " + number, ReceiverBehavior.SLOW);
        String id = api.post("/v1/webhooks", "{\"url\":\"" + receiver.url() + "\",\"events\":[\"customer.*\"]}")
                .expect(201)
                .id();
        return new Endpoint(id, receiver);
    }

    private static void awaitMore(Collection<Endpoint> endpoints, int more) {
        int wanted = arrived(endpoints) + more;
        Awaitility.await(more + " more deliveries").atMost(PATIENCE).until(() -> arrived(endpoints) >= wanted);
    }

    private static int arrived(Collection<Endpoint> endpoints) {
        return endpoints.stream().mapToInt(each -> each.receiver().size()).sum();
    }

    private static Instant lastArrival(Endpoint endpoint) {
        List<ReceivedDelivery> arrivals = endpoint.receiver().arrivals();
        return arrivals.isEmpty() ? Instant.EPOCH : arrivals.getLast().at();
    }

    private static void requireAllDelivered(DirectSql sql, List<Endpoint> endpoints, CrashWindow crash) {
        int all = (CUSTOMERS + WORKSPACES) * ENDPOINTS;
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sql.number("select count(*) from webhook_deliveries where status = 'succeeded'") == all);
        DeliveryReconciliation reconciliation = new DeliveryReconciliation(sql, List.of(crash));
        int duplicates = 0;
        List<String> taken = new ArrayList<>();
        for (Endpoint each : endpoints) {
            duplicates += reconciliation.duplicates(each.receiver(), each.id());
            taken.addAll(each.receiver().acceptedDeliveries());
        }
        assertThat(taken).hasSize(all);
        LOG.warn("{} of {} deliveries were sent again after one node was killed", duplicates, all);
        assertThat(duplicates).isLessThanOrEqualTo(CONCURRENCY);
    }
}
