package com.plugipay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.payments.PaymentMetrics.Ending;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every payment is counted once, when it is certain how it has ended. */
class PaymentMetricsTest {
    private static final int AT_ONCE = 8;

    private final TestGateway gateway = TestGateway.start(TestDatabase.create());
    private final Api api = gateway.merchant();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void countsWhatWasPaidAndWhatWasNot() {
        String paid = payment();
        String rejected = payment();
        payment();
        assertCounted(0, 0);

        api.post("/v1/payments/" + paid + "/confirm", "{}").expect(200);
        assertCounted(1, 0);
        api.post("/v1/payments/" + paid + "/confirm", "{}").expect(409);
        api.post("/v1/payments/" + rejected + "/reject", "{}").expect(200);
        assertCounted(1, 1);

        api.post("/v1/checkout-sessions/" + session() + "/confirm", "{}").expect(200);
        assertCounted(2, 1);
    }

    @Test
    void countsOnceWhatManyDecideAtOnce() {
        String payment = payment();
        List<CompletableFuture<Answer>> answers = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> api.post("/v1/payments/" + payment + "/confirm", "{}"),
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(200, 409)
                .containsOnlyOnce(200);
        assertCounted(1, 0);
    }

    @Test
    void countsTheMoneyOfAnInvoiceThatCameOutsideOfPlugipay() {
        String customer =
                api.post("/v1/customers", "{\"name\":\"Sri\"}").expect(201).id();
        String invoice =
                api.post("/v1/invoices", """
                        {"customerId":"%s","currency":"IDR","status":"open",
                         "lines":[{"description":"Kopi","quantity":1,"unitAmount":5000}]}""".formatted(customer)).expect(201).id();
        api.post("/v1/invoices/" + invoice + "/pay", "").expect(200);
        assertCounted(1, 0);
        api.post("/v1/invoices/" + invoice + "/pay", "").expect(409);
        assertCounted(1, 0);
    }

    @Test
    void allSeriesAreThereFromTheStart() {
        assertThat(Management.get(gateway.managementUrl() + "/metrics").body().lines())
                .filteredOn(line -> line.startsWith("plugipay_payments_total{"))
                .hasSize(2 * 7 * Ending.values().length)
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "expired, EXPIRED",
        "canceled, CANCELED",
        "dismissed, CANCELED",
        "provider_unreachable, UNAVAILABLE",
        "rate_limited, UNAVAILABLE",
        "invalid_credentials, REFUSED",
        "amount_too_large, REFUSED",
        "insufficient_funds, DECLINED",
        "expired_card, DECLINED",
        "anything that a provider may say, DECLINED"
    })
    void aFailureIsCountedByItsKind(String code, Ending ending) {
        assertThat(Ending.of(code)).isEqualTo(ending);
    }

    private String payment() {
        return api.post("/v1/payments", "{\"amount\":5000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201)
                .id();
    }

    private String session() {
        return api.post("/v1/checkout-sessions", """
                        {"amount":5000,"currency":"IDR","successUrl":"https://shop.example","cancelUrl":"https://shop.example"}""").expect(201).id();
    }

    private void assertCounted(double succeeded, double declined) {
        assertThat(counted("succeeded")).isEqualTo(succeeded);
        assertThat(counted("declined")).isEqualTo(declined);
    }

    private double counted(String outcome) {
        return Management.metric(
                gateway.managementUrl(),
                "plugipay_payments_total{method=\"transfer\",mode=\"test\",outcome=\"" + outcome + "\"}");
    }
}
