package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.StandInDriver;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.LogWatch;
import com.plugipay.support.Management;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An unexpected failure in a worker is logged with the item's id, stays visible until it passes, and delays no other item. */
class UnexpectedFailuresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final LogWatch log = LogWatch.of("com.plugipay");

    @AfterEach
    void stop() {
        log.close();
    }

    private interface Story {
        void tell(StandInDriver till) throws Exception;
    }

    private static void at(Story story) throws Exception {
        try (TestSandbox sandbox = TestSandbox.start(11)) {
            story.tell(new StandInDriver(sandbox, XenditFactory.KIND, Method.QRIS));
        }
    }

    @Test
    void anAttemptWhoseRowCannotBeReadIsSeenAndSettledOnceItCanBe() throws Exception {
        at(till -> {
            till.hearNothing();
            String broken = payUnheard(till);
            String whole = payUnheard(till);
            String attempt = till.attempt(broken).path("id").asText();
            change(
                    till,
                    "update payment_attempts set provider_data = jsonb_build_array(provider_data) where id = $1",
                    attempt);

            till.findOut();

            till.awaitSession(whole, "complete");
            awaitStuck(till, attempt, "payment_attempt");
            change(till, "update payment_attempts set provider_data = provider_data -> 0 where id = $1", attempt);
            till.sandbox.clock().advance(Duration.ofMinutes(2));
            till.awaitSession(broken, "complete");
            till.awaitNothingStuck();
            awaitMetric(till, "plugipay_stuck{type=\"payment_attempt\"}", count -> count == 0);
        });
    }

    @Test
    void anAttemptWhosePaymentCannotBeWrittenIsSeenAndSettledOnceItCanBe() throws Exception {
        at(till -> {
            till.hearNothing();
            String session = payUnheard(till);
            String attempt = till.attempt(session).path("id").asText();
            change(till, "alter table payments add constraint none_for_now check (status = '')");

            till.findOut();

            awaitStuck(till, attempt, "payment_attempt");
            change(till, "alter table payments drop constraint none_for_now");
            till.sandbox.clock().advance(Duration.ofMinutes(2));
            till.awaitSession(session, "complete");
            till.awaitNothingStuck();
        });
    }

    @Test
    void aRefundWhoseRowCannotBeReadIsSeenAndSettledOnceItCanBe() throws Exception {
        at(till -> {
            String payment = till.paid();
            till.hearNothing();
            Answer refund = till.loseRefund(payment, till.price / 4);
            till.hearNothing();
            change(till, "update refunds set metadata = '[]' where id = $1", refund.id());

            till.sandbox.clock().advance(Duration.ofMinutes(2));

            awaitStuck(till, refund.id(), "refund");
            change(till, "update refunds set metadata = null where id = $1", refund.id());
            till.sandbox.clock().advance(Duration.ofMinutes(2));
            till.awaitRefund(refund.id(), "succeeded");
            till.awaitNothingStuck();
        });
    }

    @Test
    void aSessionThatCannotBeEndedIsSeenAndKeepsNoOtherFromItsEnd() throws Exception {
        at(till -> {
            String broken = till.session(300);
            String whole = till.session(300);
            change(till, "update checkout_sessions set line_items = '{}' where id = $1", broken);

            till.sandbox.clock().advance(Duration.ofMinutes(6));

            till.awaitSession(whole, "expired");
            awaitStuck(till, broken, "checkout_session");
            change(till, "update checkout_sessions set line_items = '[]' where id = $1", broken);
            till.sandbox.clock().advance(Duration.ofMinutes(2));
            till.awaitSession(broken, "expired");
            till.awaitNothingStuck();
        });
    }

    @Test
    void aRecoveryThatCannotGoOnIsSeenAndGoesOnOnceItCan() throws Exception {
        at(till -> {
            String endpoint = till.api
                    .post("/v1/webhooks", "{\"url\":\"https://shop.example/hook\",\"events\":[\"*\"]}")
                    .expect(201)
                    .id();
            change(till, "alter table webhook_recoveries add constraint none_for_now check (status = 'running')");
            String recovery = till.api
                    .post(
                            "/v1/webhooks/" + endpoint + "/recover",
                            "{\"since\":\"%s\"}"
                                    .formatted(till.sandbox.clock().instant().minusSeconds(60)))
                    .expect(202)
                    .id();

            awaitStuck(till, recovery, "webhook_recovery");
            change(till, "alter table webhook_recoveries drop constraint none_for_now");
            till.sandbox.clock().advance(Duration.ofMinutes(2));
            till.awaitNothingStuck();
        });
    }

    @Test
    void anUnconfirmedPaymentThatCannotBeComparedIsVisibleUntilItCanBe() throws Exception {
        at(till -> {
            String payment = till.paid();
            String attempt = till.api
                    .get("/v1/payment-attempts")
                    .data()
                    .path(0)
                    .path("id")
                    .asText();
            String callback = await(
                    till,
                    "select id from provider_callbacks where confirm_at is not null and processed_at is not null");
            // The query of its fee could not read it either.
            change(
                    till,
                    "update payment_attempts set provider_data = jsonb_build_array(provider_data), next_look_up_at = null"
                            + " where id = $1",
                    attempt);

            till.sandbox.clock().advance(Duration.ofMinutes(11));

            awaitStuck(till, callback, "callback");
            change(till, "update payment_attempts set provider_data = provider_data -> 0 where id = $1", attempt);
            till.sandbox.clock().advance(Duration.ofMinutes(61));
            till.awaitNothingStuck();
            await(till, "select id from provider_callbacks where confirm_at is null and last_error is null");
            assertThat(till.api.get("/v1/payments/" + payment).text("status")).isEqualTo("succeeded");
        });
    }

    @Test
    void anUnconfirmedPaymentThatCannotBeComparedIsGivenUpAndStaysVisible() throws Exception {
        at(till -> {
            till.paid();
            String callback = await(
                    till,
                    "select id from provider_callbacks where confirm_at is not null and processed_at is not null");
            change(
                    till,
                    "update payment_attempts set provider_data = jsonb_build_array(provider_data), next_look_up_at = null");
            change(
                    till,
                    "update provider_callbacks set created_at = created_at - interval '4 days' where id = $1",
                    callback);

            till.sandbox.clock().advance(Duration.ofMinutes(11));

            await(till, "select id from provider_callbacks where confirm_at is null and last_error = 'internal'");
            JsonNode stuck = till.api.get("/v1/stuck").expect(200).data();
            assertThat(stuck).hasSize(1);
            assertThat(stuck.path(0).path("id").asText()).isEqualTo(callback);
            assertThat(stuck.path(0).path("nextTryAt").isNull()).isTrue();
        });
    }

    @Test
    void aCallbackThatFailsIsCountedAndWorkedOnceItCanBe() throws Exception {
        at(till -> {
            String session = till.session();
            till.choose(session).expect(200);
            String attempt = till.attempt(session).path("id").asText();
            change(
                    till,
                    "update payment_attempts set provider_data = jsonb_build_array(provider_data), next_look_up_at = null"
                            + " where id = $1",
                    attempt);

            till.sandbox.act(till.kind, attempt, "pay");

            String callback = await(till, "select id from provider_callbacks where last_error is not null");
            awaitStuck(till, callback, "callback");
            awaitMetric(till, "plugipay_work_total{result=\"failed\",worker=\"xendit-callbacks\"}", count -> count > 0);
            change(till, "update payment_attempts set provider_data = provider_data -> 0 where id = $1", attempt);
            till.sandbox.clock().advance(Duration.ofMinutes(2));
            till.awaitSession(session, "complete");
            till.awaitNothingStuck();
        });
    }

    private static String payUnheard(StandInDriver till) {
        String session = till.session();
        till.choose(session).expect(200);
        till.pay(session);
        return session;
    }

    private static String await(StandInDriver till, String sql) {
        return Awaitility.await(sql)
                .atMost(PATIENCE)
                .until(
                        () -> {
                            List<String> found = new ArrayList<>();
                            TestGateway.get(till.sandbox
                                            .gateway()
                                            .gateway()
                                            .database()
                                            .run(sql, Tuple.tuple()))
                                    .forEach(row -> found.add(row.getString(0)));
                            return found;
                        },
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static void change(StandInDriver till, String sql, Object... parameters) {
        TestGateway.get(till.sandbox.gateway().gateway().database().run(sql, Tuple.from(parameters)));
    }

    private void awaitStuck(StandInDriver till, String id, String type) throws Exception {
        Awaitility.await(id + " to be stuck").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode stuck = till.api.get("/v1/stuck").expect(200).data();
            assertThat(stuck).hasSize(1);
            assertThat(stuck.path(0).path("id").asText()).isEqualTo(id);
            assertThat(stuck.path(0).path("type").asText()).isEqualTo(type);
            assertThat(stuck.path(0).path("reason").asText()).isEqualTo("internal");
            assertThat(stuck.path(0).path("nextTryAt").isNull()).isFalse();
        });
        awaitMetric(till, "plugipay_stuck{type=\"" + type + "\"}", count -> count == 1);
        assertThat(log.causedErrors()).anyMatch(error -> error.contains("=\"" + id + "\""));
    }

    private static void awaitMetric(StandInDriver till, String name, DoublePredicate awaited) {
        Awaitility.await(name)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Management.metric(till.sandbox.gateway().managementUrl(), name))
                        .matches(awaited::test));
    }
}
