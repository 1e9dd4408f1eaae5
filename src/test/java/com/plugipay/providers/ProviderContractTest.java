package com.plugipay.providers;

import static com.plugipay.providers.Method.BANK_TRANSFER;
import static com.plugipay.providers.Method.BCA_VA;
import static com.plugipay.providers.Method.CARD;
import static com.plugipay.providers.Method.GOPAY;
import static com.plugipay.providers.Method.INDOMARET;
import static com.plugipay.providers.Method.QRIS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.driver.StandInDriver;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviour that is the same for every provider. */
class ProviderContractTest {
    private static final TestSandbox SANDBOX = TestSandbox.shared();

    static Stream<ProviderDriver> tills() {
        return Stream.of(
                till(XenditFactory.KIND, QRIS),
                till(XenditFactory.KIND, BCA_VA),
                till(XenditFactory.KIND, GOPAY),
                till(XenditFactory.KIND, CARD),
                till(XenditFactory.KIND, INDOMARET),
                till(MidtransFactory.KIND, QRIS),
                till(MidtransFactory.KIND, BCA_VA),
                till(MidtransFactory.KIND, Method.MANDIRI_VA),
                till(MidtransFactory.KIND, GOPAY),
                till(MidtransFactory.KIND, CARD),
                till(MidtransFactory.KIND, INDOMARET),
                till(PayPalFactory.KIND, Method.PAYPAL),
                till(ManualFactory.KIND, BANK_TRANSFER));
    }

    /** One refundable method of each provider. */
    static Stream<ProviderDriver> refundable() {
        return Stream.of(
                till(XenditFactory.KIND, GOPAY),
                till(MidtransFactory.KIND, QRIS),
                till(PayPalFactory.KIND, Method.PAYPAL),
                till(ManualFactory.KIND, BANK_TRANSFER));
    }

    private static ProviderDriver till(ProviderKind kind, Method method) {
        return ProviderDriver.of(SANDBOX, kind, method);
    }

    @ParameterizedTest
    @MethodSource("tills")
    void aPaidSessionHasOnePaymentWithTheMoneyThatCame(ProviderDriver till) {
        String session = till.session();
        JsonNode chosen = till.choose(session).expect(200).data();
        assertThat(chosen.path("nextAction").path("type").asText()).isNotBlank();

        till.pay(session);

        JsonNode complete = till.awaitSession(session, "complete");
        JsonNode payment = till.payment(complete.path("paymentId").asText());
        assertThat(payment.path("status").asText()).isEqualTo("succeeded");
        assertThat(payment.path("amount").asLong()).isEqualTo(till.price);
        assertThat(payment.path("late").asBoolean()).isFalse();
        assertThat(till.taken()).isEqualTo(till.price);
        assertThat(events(till, payment.path("id").asText())).containsOnlyOnce("payment.succeeded");
    }

    @ParameterizedTest
    @MethodSource("tills")
    void aDirectPaymentIsPaidInTheSameWay(ProviderDriver till) {
        Answer created = till.api
                .post("/v1/payments", """
                {"amount":%d,"currency":"%s","method":"%s","returnUrl":"https://shop.example/back"}""".formatted(till.price, till.currency, till.method.text()))
                .expect(201);
        assertThat(created.data().path("nextAction").path("type").asText()).isNotBlank();

        till.payDirectly(created.id());

        till.await("/v1/payments/" + created.id(), "succeeded");
        assertThat(till.taken()).isEqualTo(till.price);
        assertThat(events(till, created.id())).containsOnlyOnce("payment.succeeded");
    }

    @ParameterizedTest
    @MethodSource("tills")
    void aMethodThatTheBuyerLeavesIsCanceledAtItsProvider(ProviderDriver till) {
        String session = till.session();
        till.choose(session).expect(200);
        till.api.post("/v1/checkout-sessions/" + session + "/cancel", "").expect(200);

        Awaitility.await()
                .until(() -> till.attempt(session).path("nextLookUpAt").isNull());
        assertThat(till.attempt(session).path("status").asText()).isEqualTo("canceled");
        assertThat(till.taken()).isZero();
    }

    @ParameterizedTest
    @MethodSource("refundable")
    void refundsInPartsAddUpToThePayment(ProviderDriver till) {
        String payment = till.paid();
        Answer first = till.refund(payment, till.price / 3).expect(201);
        till.awaitRefund(first.id(), "succeeded");
        assertThat(till.payment(payment).path("status").asText()).isEqualTo("partially_refunded");

        till.refund(payment, till.price).expect(422, "amount_not_refundable");

        Answer rest = till.api
                .post("/v1/refunds", "{\"chargeId\":\"" + payment + "\",\"reason\":\"duplicate\"}")
                .expect(201);
        till.awaitRefund(rest.id(), "succeeded");
        JsonNode refunded = till.await("/v1/payments/" + payment, "refunded");
        assertThat(refunded.path("amountRefunded").asLong()).isEqualTo(till.price);
        assertThat(events(till, payment)).containsOnlyOnce("payment.refunded");
    }

    @ParameterizedTest
    @MethodSource("refundable")
    void aHundredRefundsAtOnceNeverExceedThePayment(ProviderDriver till) {
        String payment = till.paid();
        long part = till.price / 10;
        List<CompletableFuture<Answer>> refunds = IntStream.range(0, 100)
                .mapToObj(i -> till.refundLater(payment, part))
                .toList();
        refunds.stream()
                .map(CompletableFuture::join)
                .forEach(answer -> assertThat(answer.status()).as(answer.body()).isIn(201, 422));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> till.api
                        .get("/v1/refunds?status=pending&limit=100")
                        .data()
                        .isEmpty());

        long sum = 0;
        for (JsonNode refund :
                till.api.get("/v1/refunds?status=succeeded&limit=100").data()) {
            sum += refund.path("amount").asLong();
        }
        JsonNode after = till.payment(payment);
        assertThat(after.path("amountRefunded").asLong()).isEqualTo(sum).isLessThanOrEqualTo(till.price);
        assertThat(till.returned()).isEqualTo(sum);
    }

    /** A code at Xendit stays payable after it was paid, and a page of Snap's may be open in two windows. */
    @ParameterizedTest
    @MethodSource("payableTwice")
    void moneyThatComesTwiceIsOnePaymentAndOneMatterForAPerson(StandInDriver till) {
        String session = till.session();
        till.choose(session).expect(200);
        till.pay(session);
        String first = till.awaitSession(session, "complete").path("paymentId").asText();
        till.payAgain(session);

        JsonNode again = Awaitility.await()
                .until(
                        () -> till.attempt(session),
                        attempt -> attempt.path("status").asText().equals("review"));
        assertThat(again.path("review").path("receivedAmount").asLong()).isEqualTo(till.price);
        assertThat(till.api.get("/v1/payments").data()).hasSize(1);
        till.api
                .post("/v1/payment-attempts/" + again.path("id").asText() + "/accept", "")
                .expect(200);
        assertThat(till.api.get("/v1/payments?status=succeeded").data()).hasSize(2);
        assertThat(till.taken()).isEqualTo(2 * till.price);
        assertThat(events(till, first)).containsOnlyOnce("payment.succeeded");
        till.awaitNothingStuck();
    }

    static Stream<StandInDriver> payableTwice() {
        return Stream.of(
                new StandInDriver(SANDBOX, XenditFactory.KIND, INDOMARET),
                new StandInDriver(SANDBOX, MidtransFactory.KIND, CARD));
    }

    @ParameterizedTest
    @MethodSource("notRefundable")
    void aRefundThatIsNotSupportedIsRejectedAndRecordedByHand(ProviderDriver till) {
        String payment = till.paid();
        Answer refused = till.refund(payment, 1_000).expect(422, "provider_rejected");
        assertThat(refused.details().path(0).path("code").asText()).isEqualTo("refund_not_supported");
        assertThat(till.api.get("/v1/refunds?status=failed").data()).hasSize(1);

        till.api
                .post("/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":1000,\"manual\":true}".formatted(payment))
                .expect(201);
        assertThat(till.payment(payment).path("amountRefunded").asLong()).isEqualTo(1_000);
    }

    static Stream<ProviderDriver> notRefundable() {
        return Stream.of(
                till(XenditFactory.KIND, BCA_VA),
                till(MidtransFactory.KIND, BCA_VA),
                till(MidtransFactory.KIND, INDOMARET));
    }

    private static List<String> events(ProviderDriver till, String objectId) {
        return till.api
                .get("/v1/events?limit=100")
                .expect(200)
                .data()
                .valueStream()
                .filter(event ->
                        event.path("data").path("object").path("id").asText().equals(objectId))
                .map(event -> event.path("type").asText())
                .toList();
    }
}
