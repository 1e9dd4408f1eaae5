package com.plugipay.billing.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.HeldLock;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client libraries advance the time of one subscription, and get the subscription as it is then. */
class AdvanceByDaysTest {
    private static final String ADVANCE = "/api/v1/test/clocks/advance";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());
    private String policy = "";
    private String customer = "";
    private String subscription = "";

    /** A subscription in real time, which nobody pays and which is not canceled for it. */
    @BeforeEach
    void subscribe() {
        policy = api.post("/v1/dunning-policies", """
                {"name":"Patient","retryAfterDays":[],"finalAction":"leave_past_due"}""").expect(201).id();
        customer = api.post("/v1/customers", "{}").expect(201).id();
        subscription = subscribe(7_000);
    }

    /** In time: a machine that is too slow for that gets another chance, a response that does not wait gets none. */
    @Test
    void theResponseShowsWhatBecameOfTheSubscription() {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> {
            Answer advanced = advance(15, UUID.randomUUID().toString()).expect(200);
            assertThat(advanced.id()).isEqualTo(subscription);
            assertThat(advanced.text("accountId")).isEqualTo(api.key().apiKey().workspaceId());
            awaitReady();
            return advanced.text("currentPeriodEnd")
                    .equals(api.get("/v1/subscriptions/" + subscription).text("currentPeriodEnd"));
        });
        assertThat(api.get("/v1/test-clocks").data()).hasSize(1);
    }

    @Test
    void aCustomerInRealTimeTakesAllItsSubscriptionsAlong() {
        String other = subscribe(9_000);
        advance(15, "advance-1").expect(200);
        awaitReady();
        assertThat(invoices(subscription)).isEqualTo(3);
        assertThat(invoices(other)).isEqualTo(3);
    }

    @Test
    void whatIsRenewedTellsByHowManyDaysTheTimeAdvanced() {
        advance(15, "advance-1").expect(200);
        awaitReady();
        advance(7, "advance-2").expect(200);
        awaitReady();
        assertThat(api.get("/v1/events?type=subscription.renewed&order=asc")
                        .data()
                        .valueStream())
                .extracting(event -> event.at("/data/daysAdvanced").asInt())
                .containsExactly(15, 15, 7);
    }

    @Test
    void aRepeatChangesNothing() {
        Answer first = advance(15, "advance-1").expect(200);
        awaitReady();
        Answer second = advance(15, "advance-1").expect(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(invoices(subscription)).isEqualTo(3);
        advance(16, "advance-1").expect(409, "idempotency_mismatch");
    }

    @Test
    void whileItAdvancesARepeatWaitsTooAndAnotherAdvanceIsRefused() throws Exception {
        advance(1, "advance-1").expect(200);
        awaitReady();
        CompletableFuture<Answer> first;
        CompletableFuture<Answer> repeat;
        try (HeldLock held = subscriptionHeld()) {
            first = api.sendLater("POST", ADVANCE, body(subscription, "15"), "advance-2");
            held.awaitWaiting(1);
            repeat = api.sendLater("POST", ADVANCE, body(subscription, "15"), "advance-2");
            advance(15, "advance-3").expect(409, "conflict");
            assertThat(clock().path("status").asText()).isEqualTo("advancing");
            assertThat(first).isNotDone();
        }
        assertThat(first.join().expect(200).id()).isEqualTo(subscription);
        assertThat(repeat.join().expect(200).body()).isEqualTo(first.join().body());
        awaitReady();
        assertThat(invoices(subscription)).isEqualTo(3);
    }

    @Test
    void itGoesOnWithoutTheClient() throws Exception {
        advance(1, "advance-1").expect(200);
        awaitReady();
        String body = body(subscription, "15");
        try (HeldLock held = subscriptionHeld();
                RawConnection client = RawConnection.to(gateway)) {
            client.send("POST " + ADVANCE + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + api.key().key() + "\r\nIdempotency-Key: advance-2\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            held.awaitWaiting(1);
        }
        assertThat(advance(15, "advance-2").expect(200).id()).isEqualTo(subscription);
        awaitReady();
        assertThat(invoices(subscription)).isEqualTo(3);
    }

    /** The node of the first request died after it had begun to advance: the row is as it left it. */
    @Test
    void aRepeatAfterACrashWaitsForTheSameAdvance() {
        advance(15, "advance-1").expect(200);
        awaitReady();
        sql.change(
                "update idempotency_keys set status = null, body = null where workspace_id = ? and key = 'advance-1'",
                api.key().apiKey().workspaceId());
        sql.change("update test_clocks set status = 'advancing', advancing_to = frozen_time + interval '7 days',"
                + " due_at = now(), claimed_by = 424242 where workspace_id = '"
                + api.key().apiKey().workspaceId() + "'");
        assertThat(advance(15, "advance-1").expect(200).id()).isEqualTo(subscription);
        awaitReady();
        assertThat(invoices(subscription)).isEqualTo(4);
        assertThat(advance(15, "advance-1").expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void whatCannotBeAdvancedIsRefused() {
        for (String days : List.of("0", "-1", "1831", "1.5", "\"1\"", "null")) {
            assertThat(post(subscription, days).expect(400, "validation_error").field())
                    .as(days)
                    .isEqualTo("days");
        }
        String foreign = gateway.merchant().key().apiKey().id();
        for (String id : List.of("sub_none", "", "' or 1", foreign)) {
            assertThat(post(id, "1").expect(400, "validation_error").field())
                    .as(id)
                    .isEqualTo("subscriptionId");
        }
        assertThat(api.get("/v1/test-clocks").data()).isEmpty();
    }

    private HeldLock subscriptionHeld() throws Exception {
        return HeldLock.onRow(gateway.databaseConfig(), "subscriptions", subscription);
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> clock().path("status").asText().equals("ready"));
    }

    private JsonNode clock() {
        return api.get("/v1/test-clocks").data().path(0);
    }

    private String subscribe(long amount) {
        String plan =
                api.post("/v1/plans", """
                {"name":"Pro","interval":"week","amount":%d,"currency":"IDR","dunningPolicyId":"%s"}
                """.formatted(amount, policy)).expect(201).id();
        return api.post("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"send_invoice"}""".formatted(customer, plan))
                .expect(201)
                .id();
    }

    private Answer advance(int days, String key) {
        return api.send("POST", ADVANCE, body(subscription, String.valueOf(days)), key);
    }

    private Answer post(String id, String days) {
        return api.post(ADVANCE, body(id, days));
    }

    private static String body(String id, String days) {
        return "{\"subscriptionId\":\"" + id + "\",\"days\":" + days + "}";
    }

    private int invoices(String id) {
        return api.get("/v1/invoices?subscriptionId=" + id).data().size();
    }
}
