package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider cannot be reached for a moment, or asks for a pause: requests have no effect, and nobody is declined. */
class PassingOutageTest {
    private static final String BUSY = "{\"rate_limited\":{\"probability\":1}}";
    private static final String NONE = "{}";

    private interface Story {
        void tell(ProviderDriver till);
    }

    private static void at(ProviderKind kind, Method method, Story story) {
        try (TestSandbox sandbox = TestSandbox.start(1)) {
            story.tell(ProviderDriver.of(sandbox, kind, method));
        }
    }

    @ParameterizedTest
    @CsvSource({"xendit,QRIS", "midtrans,QRIS", "midtrans,CARD", "paypal,PAYPAL"})
    void aPaymentThatWasNotSentIsMadeByTheRepeatWithItsKey(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String payment = direct(till);
            till.sandbox.faults(kind, BUSY);
            Answer turnedAway = notDone(till.api.post("/v1/payments", payment, "k"));
            assertThat(turnedAway.details().path(0).path("code").asText()).isEqualTo("rate_limited");
            notDone(till.api.post("/v1/payments", payment, "k"));
            assertThat(till.api.get("/v1/payments?status=pending").data()).isEmpty();
            assertThat(till.api.get("/v1/payment-attempts").data())
                    .hasSize(2)
                    .allSatisfy(attempt ->
                            assertThat(attempt.path("status").asText()).isEqualTo("failed"));
            till.sandbox.faults(kind, NONE);

            Answer made = till.api.post("/v1/payments", payment, "k").expect(201);

            assertThat(made.text("status")).isEqualTo("pending");
            assertThat(made.header("Idempotent-Replayed")).isEmpty();
            Answer replayed = till.api.post("/v1/payments", payment, "k").expect(201);
            assertThat(replayed.body()).isEqualTo(made.body());
            assertThat(till.api.get("/v1/payments?status=failed").data())
                    .hasSize(2)
                    .allSatisfy(failed ->
                            assertThat(failed.path("failureCode").asText()).isEqualTo("rate_limited"));
            till.payDirectly(made.id());
            till.await("/v1/payments/" + made.id(), "succeeded");
            assertThat(till.taken()).isEqualTo(till.price);
            till.awaitNothingStuck();
        });
    }

    /** A charge that may have been made is not made again: the repeat continues with the same payment. */
    @ParameterizedTest
    @CsvSource({
        "xendit,QRIS,lost_answer",
        "midtrans,QRIS,lost_answer",
        "paypal,PAYPAL,lost_answer",
        "xendit,QRIS,cut",
        "midtrans,GOPAY,server_error",
        "paypal,PAYPAL,error_after_commit"
    })
    void aPaymentOfWhichNothingIsKnownIsGoneOnWithByTheRepeat(ProviderKind kind, Method method, String fault) {
        at(kind, method, till -> {
            if (kind == PayPalFactory.KIND) {
                till.api.post("/v1/payments", direct(till)).expect(201);
            }
            till.sandbox.faults(kind, "{\"" + fault + "\":{\"probability\":1}}");
            till.api.post("/v1/payments", direct(till), "k").expect(504, "provider_timeout");
            till.sandbox.faults(kind, BUSY);
            notDone(till.api.post("/v1/payments", direct(till), "k"));
            String pending = till.api
                    .get("/v1/payments?status=pending")
                    .data()
                    .path(0)
                    .path("id")
                    .asText();
            assertThat(pending).startsWith("pay_");
            till.sandbox.faults(kind, NONE);

            Answer made = till.api.post("/v1/payments", direct(till), "k").expect(201);

            assertThat(made.id()).isEqualTo(pending);
            assertThat(made.data().path("nextAction").isObject()).isTrue();
            till.payDirectly(made.id());
            till.await("/v1/payments/" + made.id(), "succeeded");
            assertThat(till.taken()).isEqualTo(till.price);
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,GOPAY", "midtrans,QRIS", "paypal,PAYPAL"})
    void aRefundThatWasNotSentFreesItsMoneyAtOnce(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String payment = till.paid();
            String whole = "{\"paymentId\":\"%s\",\"amount\":%d}".formatted(payment, till.price);
            till.sandbox.faults(kind, BUSY);
            Answer turnedAway = notDone(till.api.post("/v1/refunds", whole, "k"));
            String first = turnedAway.details().path(0).path("refundId").asText();
            assertThat(till.api.get("/v1/refunds/" + first).text("status")).isEqualTo("failed");
            assertThat(till.returned()).isZero();
            till.sandbox.faults(kind, NONE);

            Answer refund = till.api.post("/v1/refunds", whole, "k").expect(201);

            till.awaitRefund(refund.id(), "succeeded");
            assertThat(till.returned()).isEqualTo(till.price);
            assertThat(till.payment(payment).path("status").asText()).isEqualTo("refunded");
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,QRIS", "midtrans,QRIS", "paypal,PAYPAL"})
    void aBuyerPressesAgain(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String session = till.session();
            till.sandbox.faults(kind, BUSY);
            notDone(till.choose(session));
            assertThat(till.attempt(session).path("status").asText()).isEqualTo("failed");
            String page = get(till, "/c/" + session);
            assertThat(page).contains("could not be reached", "value=\"" + method.text() + '"');
            Answer pressed = press(till, session, method);
            assertThat(pressed.status()).isEqualTo(303);
            assertThat(get(till, pressed.header("Location"))).contains("could not be reached");
            till.sandbox.faults(kind, NONE);

            till.choose(session).expect(200);

            assertThat(get(till, "/c/" + session)).doesNotContain("could not be reached");
            till.pay(session);
            till.awaitSession(session, "complete");
            assertThat(till.taken()).isEqualTo(till.price);
        });
    }

    /** The buyer can still pay by what the page shows, until the provider has canceled it. */
    @Test
    void aMethodThatCannotBeLetGoStays() {
        try (TestSandbox sandbox = TestSandbox.start(1)) {
            ProviderDriver till = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.QRIS);
            String session = till.session();
            till.choose(session).expect(200);
            sandbox.faults(XenditFactory.KIND, BUSY);

            notDone(choose(till, session, "dana"));

            assertThat(till.attempt(session).path("status").asText()).isEqualTo("active");
            assertThat(till.attempt(session).path("method").asText()).isEqualTo("qris");
            sandbox.faults(XenditFactory.KIND, NONE);
            choose(till, session, "dana").expect(200);
            till.pay(session);
            till.awaitSession(session, "complete");
        }
    }

    @Test
    void aQuestionThatIsNotAnsweredEndsNothing() {
        at(MidtransFactory.KIND, Method.QRIS, till -> {
            till.hearNothing();
            String session = till.session();
            till.choose(session).expect(200);
            till.pay(session);
            till.sandbox.faults(
                    MidtransFactory.KIND,
                    "{\"dropped_callback\":{\"probability\":1},\"rate_limited\":{\"probability\":1}}");
            till.findOut();
            get(till, "/c/" + session + "/return");
            assertThat(till.attempt(session).path("status").asText()).isEqualTo("active");
            till.hearNothing();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                till.sandbox.clock().advance(Duration.ofMinutes(30));
                return till.attempt(session).path("status").asText().equals("succeeded");
            });
        });
    }

    @Test
    void anAccountThatCouldNotBeProbedIsNoRefusal() {
        try (TestSandbox sandbox = TestSandbox.start(1)) {
            WorkspaceCommand.Created workspace = sandbox.gateway().workspace();
            sandbox.faults(XenditFactory.KIND, BUSY);
            String account = "{\"secretKey\":\"xnd_production_x\"}";
            Api live = Api.of(sandbox.gateway(), workspace.live());
            notDone(live.send("PUT", "/v1/adapters/xendit", account, "k"));
            sandbox.faults(XenditFactory.KIND, NONE);
            live.send("PUT", "/v1/adapters/xendit", account, "k").expect(422, "provider_rejected");
        }
    }

    @Test
    void anUnreachableProviderGetsNoFurtherRequests() {
        try (TestSandbox sandbox = TestSandbox.start(1)) {
            ProviderDriver till = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.QRIS);
            String session = till.session();
            sandbox.stopProviders();
            for (int i = 0; i < 12; i++) {
                Answer turnedAway = notDone(till.choose(session));
                assertThat(turnedAway.details().path(0).path("code").asText()).isEqualTo("provider_unreachable");
            }
            Answer resting = notDone(till.api.post("/v1/payments", direct(till), "k"));
            assertThat(resting.header("Retry-After")).as("the breaker is open").isEqualTo("10");
            JsonNode open = till.awaitSession(session, "open");
            assertThat(open.path("paymentId").isNull()).isTrue();
        }
    }

    private static String direct(ProviderDriver till) {
        return "{\"amount\":%d,\"currency\":\"%s\",\"method\":\"%s\"}"
                .formatted(till.price, till.currency, till.method.text());
    }

    private static Answer notDone(Answer answer) {
        answer.expect(503, "provider_unavailable");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.header("Idempotent-Replayed")).isEmpty();
        return answer;
    }

    private static Answer choose(ProviderDriver till, String session, String method) {
        return till.api.raw(
                "POST",
                "/v1/public/checkout/sessions/" + session + "/charge",
                "{\"method\":\"%s\"}".formatted(method).getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/json"));
    }

    private static Answer press(ProviderDriver till, String session, Method method) {
        return till.api.raw(
                "POST",
                "/c/" + session + "/charge",
                ("method=" + method.text()).getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static String get(ProviderDriver till, String path) {
        return till.api.raw("GET", path, new byte[0], Map.of()).body();
    }
}
