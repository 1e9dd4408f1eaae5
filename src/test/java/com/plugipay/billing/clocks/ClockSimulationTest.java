package com.plugipay.billing.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions of all kinds live on one clock through two years of random changes, and nodes die on the way: each period is
 * billed once, and no number is missing. A run is repeated with {@code -Dclock.seed}.
 */
class ClockSimulationTest {
    private static final int SUBSCRIPTIONS = 12;
    private static final int ROUNDS = 16;
    private static final Instant START = Instant.parse("2027-01-31T17:00:00Z");

    private final long seed = Long.getLong("clock.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TestGateway gateway = TestGateway.shared();
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());
    private final Api api = gateway.merchant();
    /** Nobody pays, and nobody is canceled for it. */
    private final String policy =
            api.post("/v1/dunning-policies", """
                    {"name":"Patient","retryAfterDays":[],"finalAction":"leave_past_due"}""").expect(201).id();

    private final String clock = api.post(
                    "/v1/test-clocks", "{\"name\":\"Simulation\",\"frozenTime\":\"" + START + "\"}")
            .expect(201)
            .id();
    private final String customer = api.post("/v1/customers", "{\"testClockId\":\"" + clock + "\"}")
            .expect(201)
            .id();
    private final List<String> plans = List.of(
            plan("\"interval\":\"week\",\"amount\":7001,\"currency\":\"IDR\""),
            plan("\"interval\":\"month\",\"amount\":100000,\"currency\":\"IDR\",\"trialDays\":10"),
            plan("\"interval\":\"month\",\"intervalCount\":3,\"amount\":250000,\"currency\":\"IDR\""),
            plan("\"interval\":\"year\",\"amount\":1000000,\"currency\":\"IDR\""),
            plan("\"interval\":\"month\",\"prices\":[{\"currency\":\"IDR\",\"model\":\"usage\",\"unitAmount\":3}]"));
    private final List<String> subscriptions = new ArrayList<>();

    @Test
    void everyPeriodIsBilledOnceThroughTwoYears() {
        LoggerFactory.getLogger(getClass()).warn("-Dclock.seed={}", seed);
        IntStream.range(0, SUBSCRIPTIONS).forEach(i -> subscriptions.add(subscribe(plans.get(i % plans.size()))));
        Instant now = START;
        for (int round = 0; round < ROUNDS; round++) {
            IntStream.range(0, 4).forEach(i -> act(subscriptions.get(random.nextInt(SUBSCRIPTIONS))));
            now = now.plus(Duration.ofHours(random.nextInt(24, 70 * 24)));
            CompletableFuture<Answer> advanced =
                    api.sendLater("POST", "/v1/test-clocks/" + clock + "/advance", "{\"to\":\"" + now + "\"}");
            if (random.nextBoolean()) {
                loseTheNode(now);
            }
            advanced.join().expect(200);
            awaitReady();
        }
        List<JsonNode> invoices = invoices();
        subscriptions.forEach(subscription -> eachPeriodIsBilledOnce(subscription, invoices));
        assertThat(invoices)
                .extracting(invoice -> invoice.path("number").asText().substring(9))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, invoices.size())
                        .mapToObj("%06d"::formatted)
                        .toList());
        assertThat(api.get("/v1/stuck").data()).isEmpty();
    }

    /** Each begins where the one before has ended, except after a pause. */
    private void eachPeriodIsBilledOnce(String subscription, List<JsonNode> invoices) {
        Set<String> starts = new HashSet<>();
        Instant end = Instant.EPOCH;
        for (JsonNode invoice : invoices) {
            if (invoice.path("subscriptionId").asText().equals(subscription)
                    && invoice.path("billingReason").asText().equals("cycle")) {
                Instant start = Instant.parse(invoice.path("periodStart").asText());
                assertThat(starts.add(start.toString())).as("seed %d", seed).isTrue();
                assertThat(start).as("seed %d", seed).isAfterOrEqualTo(end);
                end = Instant.parse(invoice.path("periodEnd").asText());
                assertThat(invoice.path("total").asLong()).isNotNegative();
            }
        }
    }

    /** Every one of these may be refused: what matters is what becomes of those that are not. */
    private void act(String subscription) {
        String path = "/v1/subscriptions/" + subscription;
        Answer answer = switch (random.nextInt(7)) {
            case 0 -> api.post(path + "/pause", "{}");
            case 1, 2 -> api.post(path + "/resume", "");
            case 3 -> api.post(path + "/cancel", "{}");
            case 4 -> api.post(path + "/reactivate", "");
            case 5 ->
                api.patch(path, "{\"quantity\":" + random.nextInt(1, 5) + ",\"billNow\":" + random.nextBoolean() + "}");
            default -> api.post(path + "/usage", "{\"quantity\":" + random.nextInt(1, 100) + "}");
        };
        assertThat(answer.status()).as(answer.body()).isIn(200, 201, 400, 409);
    }

    /** The claim of a node that died in the middle of an advance ends. */
    private void loseTheNode(Instant to) {
        String begun = "select count(*) from test_clocks where id = ?"
                + " and (status = 'advancing' or frozen_time >= ?::timestamptz)";
        Awaitility.await().until(() -> sql.number(begun, clock, to.toString()) == 1);
        sql.change(
                "update test_clocks set claimed_by = 424242, due_at = now() where id = ? and status = 'advancing'",
                clock);
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.get("/v1/test-clocks/" + clock).text("status").equals("ready"));
    }

    private String plan(String fields) {
        return api.post("/v1/plans", "{\"name\":\"Pro\",\"dunningPolicyId\":\"" + policy + "\"," + fields + "}")
                .expect(201)
                .id();
    }

    private String subscribe(String plan) {
        return api.post("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"send_invoice","taxRate":%d}""".formatted(customer, plan, random.nextInt(1_200)))
                .expect(201)
                .id();
    }

    private List<JsonNode> invoices() {
        List<JsonNode> all = new ArrayList<>();
        String next = "/v1/invoices?order=asc&limit=100";
        while (!next.isEmpty()) {
            Answer page = api.get(next).expect(200);
            page.data().forEach(all::add);
            JsonNode cursor = page.json().at("/meta/cursor");
            next = cursor.isNull() ? "" : "/v1/invoices?order=asc&limit=100&cursor=" + cursor.asText();
        }
        return all;
    }
}
