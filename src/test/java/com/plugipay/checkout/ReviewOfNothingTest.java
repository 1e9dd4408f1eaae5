package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A review from the time before amounts were checked, with an amount that no payment can have. */
class ReviewOfNothingTest {
    private static final String RECEIVED = """
            update payment_attempts set status = 'review', review_reason = 'amount_mismatch', received_amount = $2,
                   received_currency = 'IDR' where id = $1""";

    private final TestSandbox sandbox = TestSandbox.shared();

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE})
    void aReviewWithoutMoneyCanBeDismissedAndNotAccepted(long amount) {
        Api api = sandbox.merchant(MidtransFactory.KIND);
        String session = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/no"}""").expect(201).id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"qris\"}")
                .expect(200);
        String attempt = api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .data()
                .path(0)
                .path("id")
                .asText();
        TestGateway.get(sandbox.gateway().gateway().database().run(RECEIVED, Tuple.of(attempt, amount)));

        api.post("/v1/payment-attempts/" + attempt + "/accept", "").expect(409, "conflict");
        api.post("/v1/payment-attempts/" + attempt + "/dismiss", "").expect(200);

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(api.get("/v1/stuck").expect(200).data()).isEmpty());
    }
}
