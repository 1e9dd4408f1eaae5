package com.plugipay.weather;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two gateways on one database deliver more than one, send nothing twice, and one goes on where the other died. */
@ResourceLock(ChildProcess.MACHINE)
class TwoNodesTest {
    private static final Logger LOG = LoggerFactory.getLogger(TwoNodesTest.class);
    private static final int WORKSPACES = 8;
    private static final int ENDPOINTS = 4;
    private static final int CUSTOMERS = WORKSPACES * 64;
    private static final int MEASURED = 240;
    /** As few places as a node can have: with receivers that take their time, they are the limit. */
    private static final int CONCURRENCY = 8;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PLUGIPAY_WEBHOOKS_CONCURRENCY",
            String.valueOf(CONCURRENCY),
            "PLUGIPAY_WEBHOOKS_TIMEOUT_MS",
            "2000",
            "PLUGIPAY_WEBHOOKS_ALLOWED_ADDRESSES",
            "127.0.0.0/8,::1");
    /** The timeout and ten seconds, and some for a machine that has much to do. */
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(12 + 5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Endpoint(String id, Mailbox mailbox) {}

    @Test
    void shareTheWorkAndOneTakesOverWhenTheOtherDies() {
        DatabaseConfig database = TestDatabase.create(10);
        Sql sql = new Sql(database);
        Vertx vertx = Vertx.vertx();
        try (GatewayProcess first = GatewayProcess.start(database, ENVIRONMENT)) {
            List<Api> merchants = Stream.generate(() -> Api.of(
                            "http://127.0.0.1:" + first.port(),
                            first.workspace().test()))
                    .limit(WORKSPACES)
                    .toList();
            List<Endpoint> endpoints = merchants.stream()
                    .flatMap(api -> IntStream.range(0, ENDPOINTS).mapToObj(i -> endpoint(api, vertx, i)))
                    .toList();
            Customers.make(
                    merchants.stream()
                            .map(api -> new Shop(api, first::awaitReady))
                            .toList(),
                    1,
                    CUSTOMERS);

            double byOne = measure(endpoints);
            Crash crash;
            double byTwo;
            try (GatewayProcess second = first.another()) {
                byTwo = measure(endpoints);
                Instant killed = Instant.now();
                second.process().kill();
                crash = Crash.since(killed);
            }
            LOG.warn("Two nodes deliver {}/s, one of them {}/s", Math.round(byTwo), Math.round(byOne));
            assertThat(byTwo / byOne).isGreaterThanOrEqualTo(1.5);

            Awaitility.await("deliveries to every endpoint after the death of one node")
                    .atMost(Duration.between(Instant.now(), crash.begun().plus(TAKEN_OVER_WITHIN)))
                    .until(() -> endpoints.stream()
                            .allMatch(each -> lastArrival(each).isAfter(crash.over())));
            endpoints.forEach(each -> each.mailbox().turns(Manner.QUICK));
            requireAllDelivered(sql, endpoints, crash);
        } finally {
            TestGateway.get(vertx.close());
        }
    }

    private static Endpoint endpoint(Api api, Vertx vertx, int number) {
        Mailbox mailbox = Mailbox.open(vertx, "endpoint " + number, Manner.SLOW);
        String id = api.post("/v1/webhooks", "{\"url\":\"" + mailbox.url() + "\",\"events\":[\"customer.*\"]}")
                .expect(201)
                .id();
        return new Endpoint(id, mailbox);
    }

    /** How many deliveries arrive in a second. */
    private static double measure(Collection<Endpoint> endpoints) {
        int before = arrived(endpoints);
        long begun = System.nanoTime();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> arrived(endpoints) >= before + MEASURED);
        return (arrived(endpoints) - before) / (double) (System.nanoTime() - begun) * 1e9;
    }

    private static int arrived(Collection<Endpoint> endpoints) {
        return endpoints.stream().mapToInt(each -> each.mailbox().size()).sum();
    }

    private static Instant lastArrival(Endpoint endpoint) {
        List<Arrival> arrivals = endpoint.mailbox().arrivals();
        return arrivals.isEmpty() ? Instant.EPOCH : arrivals.getLast().at();
    }

    private static void requireAllDelivered(Sql sql, List<Endpoint> endpoints, Crash crash) {
        int all = CUSTOMERS * ENDPOINTS;
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sql.number("select count(*) from webhook_deliveries where status = 'succeeded'") == all);
        WebhookBooks books = new WebhookBooks(sql, List.of(crash));
        int duplicates = 0;
        List<String> taken = new ArrayList<>();
        for (Endpoint each : endpoints) {
            duplicates += books.duplicates(each.mailbox(), each.id());
            taken.addAll(each.mailbox().takenDeliveries());
        }
        assertThat(taken).hasSize(all);
        LOG.warn("{} of {} deliveries were sent again after the death of one node", duplicates, all);
        assertThat(duplicates).isLessThanOrEqualTo(CONCURRENCY);
    }
}
