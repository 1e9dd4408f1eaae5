package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.support.Answer;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments and refunds while providers and connections fail. Each test has its own stand-ins and its own clock. */
class ProviderFaultsTest {
    private static final long SEED = 20_261_122;

    private interface Story {
        void tell(ProviderDriver till);
    }

    private static void at(ProviderKind kind, Method method, Story story) {
        try (TestSandbox sandbox = TestSandbox.start(SEED)) {
            story.tell(ProviderDriver.of(sandbox, kind, method));
        }
    }

    @ParameterizedTest
    @CsvSource({"xendit,GOPAY", "midtrans,GOPAY", "paypal,PAYPAL", "manual,BANK_TRANSFER"})
    void callbacksThatComeTwiceInAnyOrderOrForgedChangeNothing(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            till.hearEverythingTwice();
            String payment = till.paid();
            Answer refund = till.refund(payment, till.price / 2).expect(201);
            till.awaitRefund(refund.id(), "succeeded");

            JsonNode events = till.api.get("/v1/events?limit=100").data();
            assertThat(events.valueStream().map(event -> event.path("type").asText()))
                    .containsOnlyOnce(
                            "payment.succeeded",
                            "checkout_session.completed",
                            "refund.succeeded",
                            "payment.partially_refunded");
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,QRIS", "midtrans,BCA_VA", "paypal,PAYPAL", "manual,BANK_TRANSFER"})
    void aPaymentWithoutCallbacksIsFoundByPolling(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            till.hearNothing();
            String session = till.session();
            till.choose(session).expect(200);
            till.pay(session);
            assertThat(till.awaitSession(session, "open").path("paymentId").isNull())
                    .isTrue();

            till.findOut();

            till.awaitSession(session, "complete");
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,QRIS", "midtrans,QRIS", "paypal,PAYPAL", "manual,BANK_TRANSFER"})
    void aChargeWithALostAnswerIsNoFailureAndTheBuyerCanContinue(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String session = till.session();
            till.loseCharge(session);
            assertThat(till.attempt(session).path("status").asText()).isEqualTo("starting");

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                till.sandbox.clock().advance(Duration.ofMinutes(1));
                return !till.attempt(session).path("status").asText().equals("starting");
            });

            till.choose(session).expect(200);
            till.pay(session);
            till.awaitSession(session, "complete");
            assertThat(till.taken()).isEqualTo(till.price);
            assertThat(till.api.get("/v1/payments").data()).hasSize(1);
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,GOPAY", "midtrans,QRIS", "paypal,PAYPAL", "manual,BANK_TRANSFER"})
    void aRefundWithALostAnswerHappensOnce(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String payment = till.paid();
            Answer refund = till.loseRefund(payment, till.price / 4);

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                till.sandbox.clock().advance(Duration.ofMinutes(1));
                return till.api.get("/v1/refunds/" + refund.id()).text("status").equals("succeeded");
            });
            assertThat(till.returned()).isEqualTo(till.price / 4);
            assertThat(till.payment(payment).path("amountRefunded").asLong()).isEqualTo(till.price / 4);
            assertThat(till.api.get("/v1/refunds").data()).hasSize(1);
            till.awaitNothingStuck();
        });
    }

    /** The request arrives after its timeout, and after its status was queried. */
    @ParameterizedTest
    @CsvSource({"midtrans,QRIS"})
    void aRefundThatWasTakenForFailedAndGoesBackAfterAllIsBookedOnce(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String payment = till.paid();
            till.sandbox.faults(kind, """
                    {"delay":{"probability":1,"times":1,"delayMs":12000},"duplicate_callback":{"probability":1},
                     "reordered_callbacks":{"probability":1}}""");
            String refund = till.refund(payment, till.price).expect(201).id();
            till.sandbox.clock().advance(Duration.ofMinutes(16));
            till.awaitRefund(refund, "failed");
            assertThat(till.returned()).isZero();

            till.await("/v1/payments/" + payment, "refunded");

            till.awaitNothingStuck();
            assertThat(till.returned()).isEqualTo(till.price);
            assertThat(till.payment(payment).path("amountRefunded").asLong()).isEqualTo(till.price);
            assertThat(till.api.get("/v1/refunds?status=succeeded").data()).hasSize(1);
            assertThat(till.api.get("/v1/events?type=payment.refunded").data()).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,GOPAY", "midtrans,QRIS", "paypal,PAYPAL", "manual,BANK_TRANSFER"})
    void aRefundThatIsRefusedTakesNothing(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String payment = till.paid();
            till.refuseRefund(payment);

            assertThat(till.payment(payment).path("status").asText()).isEqualTo("succeeded");
            assertThat(till.payment(payment).path("amountRefunded").asLong()).isZero();
            assertThat(till.returned()).isZero();
            till.awaitNothingStuck();

            till.api
                    .post(
                            "/v1/refunds",
                            "{\"paymentId\":\"%s\",\"amount\":%d,\"manual\":true}".formatted(payment, till.price))
                    .expect(201);
            assertThat(till.payment(payment).path("status").asText()).isEqualTo("refunded");
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,BCA_VA", "midtrans,QRIS", "manual,BANK_TRANSFER"})
    void moneyThatIsHeardOfAfterTheSessionHasExpiredIsTaken(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            till.hearNothing();
            String session = till.session(900);
            till.choose(session).expect(200);
            till.pay(session);
            till.sandbox.clock().advance(Duration.ofMinutes(20));
            till.findOut();

            JsonNode complete = till.awaitSession(session, "complete");

            JsonNode payment = till.payment(complete.path("paymentId").asText());
            assertThat(payment.path("status").asText()).isEqualTo("succeeded");
            assertThat(payment.path("late").asBoolean()).isTrue();
            assertThat(till.api
                            .get("/v1/events?type=checkout_session.completed")
                            .data())
                    .hasSize(1);
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,BCA_VA", "midtrans,QRIS", "paypal,PAYPAL"})
    void anotherAmountWaitsForAPersonAndIsNeitherLostNorTakenAsPaid(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            till.sandbox.faults(kind, "{\"amount_mismatch\":{\"probability\":1}}");
            String session = till.session();
            till.choose(session).expect(200);
            till.pay(session);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> till.attempt(session).path("status").asText().equals("review"));
            JsonNode attempt = till.attempt(session);
            long received = attempt.path("review").path("receivedAmount").asLong();
            assertThat(received).isNotEqualTo(till.price).isPositive();
            JsonNode open = till.awaitSession(session, "open");
            assertThat(open.path("reviewPending").asBoolean()).isTrue();
            assertThat(open.path("paymentId").isNull()).isTrue();
            assertThat(till.api.get("/v1/stuck").data()).hasSize(1);
            till.choose(session).expect(409, "conflict");

            till.api
                    .post("/v1/payment-attempts/" + attempt.path("id").asText() + "/accept", "")
                    .expect(200);

            JsonNode complete = till.awaitSession(session, "complete");
            assertThat(till.payment(complete.path("paymentId").asText())
                            .path("amount")
                            .asLong())
                    .isEqualTo(received);
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,GOPAY", "midtrans,GOPAY", "paypal,PAYPAL", "manual,BANK_TRANSFER"})
    void aDeclineTakesNothingAndTheBuyerCanTryAgain(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String session = till.session();
            till.choose(session).expect(200);
            till.decline(session);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> till.attempt(session).path("status").asText().equals("failed"));
            assertThat(till.api.get("/v1/payments?status=succeeded").data()).isEmpty();

            String next = till.sessionAfterDecline(session);
            till.choose(next).expect(200);
            till.pay(next);
            till.awaitSession(next, "complete");
            assertThat(till.taken()).isEqualTo(till.price);
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,QRIS", "midtrans,QRIS", "paypal,PAYPAL", "manual,BANK_TRANSFER"})
    void aChargeThatIsNotPaidInTimeEnds(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            String session = till.session();
            till.choose(session).expect(200);
            till.lapse(session);

            assertThat(till.attempt(session).path("status").asText()).isIn("failed", "canceled");
            assertThat(till.attempt(session).path("failureCode").asText()).isEqualTo(till.lapsedCode());
            assertThat(till.api.get("/v1/payments").data()).isEmpty();
            assertThat(till.taken()).isZero();
            till.awaitNothingStuck();
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,QRIS,60", "paypal,PAYPAL,0"})
    void theExactFeeIsKnownAtOnceOrLater(ProviderKind kind, Method method, int minutes) {
        at(kind, method, till -> {
            String id = till.paid();
            if (minutes > 0) {
                assertThat(till.payment(id).path("feeStatus").asText()).isEqualTo("unknown");
                till.sandbox.clock().advance(Duration.ofMinutes(minutes));
            }
            JsonNode payment = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> till.payment(id),
                            paid -> paid.path("feeStatus").asText().equals("exact"));
            long fee = payment.path("feeAmount").asLong();
            assertThat(fee).isPositive();
            assertThat(payment.path("netAmount").asLong()).isEqualTo(till.price - fee);
        });
    }

    @ParameterizedTest
    @CsvSource({"xendit,BCA_VA", "midtrans,QRIS"})
    void anotherAmountOfADirectPaymentIsTakenUnderItsOwnId(ProviderKind kind, Method method) {
        at(kind, method, till -> {
            till.sandbox.faults(kind, "{\"amount_mismatch\":{\"probability\":1}}");
            String payment = till.api
                    .post("/v1/payments", """
                            {"amount":%d,"currency":"%s","method":"%s"}""".formatted(till.price, till.currency, method.text()))
                    .expect(201)
                    .id();
            till.payDirectly(payment);
            String attempt = till.api
                    .get("/v1/payment-attempts")
                    .data()
                    .path(0)
                    .path("id")
                    .asText();
            JsonNode review =
                    till.await("/v1/payment-attempts/" + attempt, "review").path("review");
            assertThat(till.payment(payment).path("status").asText()).isEqualTo("pending");

            till.api.post("/v1/payment-attempts/" + attempt + "/accept", "").expect(200);

            assertThat(till.payment(payment).path("status").asText()).isEqualTo("succeeded");
            assertThat(till.payment(payment).path("amount").asLong())
                    .isEqualTo(review.path("receivedAmount").asLong());
            assertThat(till.api.get("/v1/payments").data()).hasSize(1);
        });
    }
}
