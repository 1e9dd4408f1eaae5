package com.plugipay.billing.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.paymentmethods.CardOwner;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answer to the charge of a stored card is lost. */
class LostChargeTest {
    private final TestSandbox sandbox = TestSandbox.start(11);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** The merchant of an invoice whose charge has begun, while all of the provider's answers have this fault. */
    private Api charging(String fault) {
        Api api = sandbox.merchant(XenditFactory.KIND);
        CardOwner owner = new CardOwner(api);
        String card = owner.store(CardOwner.GOOD);
        sandbox.faults(XenditFactory.KIND, "{\"" + fault + "\":{\"probability\":1}}");
        CollectionTest.subscribe(api, owner, CollectionTest.plan(api), card);
        Awaitility.await()
                .until(
                        () -> api.get("/v1/payment-attempts?status=starting")
                                .data()
                                .size(),
                        size -> size == 1);
        return api;
    }

    /** The card may have been charged: nobody else charges until that is known. */
    @Test
    void aLostAnswerKeepsTheBuyerFromPayingTwice() {
        Api api = charging("lost_answer");
        String page =
                api.get("/v1/invoices").data().path(0).path("hostedInvoiceUrl").asText();
        String checkout = CollectionTest.location(api, page.substring(page.indexOf("/i/")));
        String session = checkout.substring(checkout.lastIndexOf('/') + 1);

        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"qris\"}")
                .expect(409);

        sandbox.clearFaults(XenditFactory.KIND);
        sandbox.clock().advance(Duration.ofHours(2));
        Awaitility.await()
                .until(
                        () -> api.get("/v1/invoices")
                                .data()
                                .path(0)
                                .path("status")
                                .asText(),
                        status -> status.equals("paid"));
        assertThat(api.get("/v1/payment-attempts").data().valueStream())
                .filteredOn(attempt -> attempt.path("invoiceId").isTextual())
                .hasSize(1);
        assertThat(api.get("/v1/payments").data()).hasSize(1);
    }

    /** Otherwise it would be polled every ten seconds for ever, and nobody would see that it is stuck. */
    @Test
    void aPollThatLearnsNothingIsCounted() {
        Api api = charging("server_error");

        sandbox.clock().advance(Duration.ofMinutes(2));

        Awaitility.await()
                .until(() -> api.get("/v1/stuck?type=payment_attempt").data().size(), size -> size == 1);
    }
}
