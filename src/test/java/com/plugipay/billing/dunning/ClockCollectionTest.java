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

/** The cards of customers on test clocks are charged in real time: a clock waits for providers, and not for buyers. */
class ClockCollectionTest {
    private static final String BEGIN = "2027-01-01T08:00:00.000Z";

    private final TestSandbox sandbox = TestSandbox.start(13);
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final String clock = api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"" + BEGIN + "\"}")
            .expect(201)
            .id();
    private final CardOwner owner = new CardOwner(api, "\"testClockId\":\"" + clock + "\"");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** Otherwise a clock would pass through all the time that it advances before the buyer has given up in real time. */
    @Test
    void aPageThatTheBuyerHasLeftDoesNotHoldUpTheDunning() {
        String subscription =
                CollectionTest.subscribe(api, owner, CollectionTest.plan(api), owner.store(CardOwner.EMPTY));
        advance(BEGIN);
        String page =
                api.get("/v1/invoices").data().path(0).path("hostedInvoiceUrl").asText();
        String checkout = CollectionTest.location(api, page.substring(page.indexOf("/i/")));
        String session = checkout.substring(checkout.lastIndexOf('/') + 1);
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"qris\"}")
                .expect(200);

        advance("2027-06-01T00:00:00.000Z");

        assertThat(api.get("/v1/subscriptions/" + subscription).text("canceledAt"))
                .isEqualTo("2027-01-08T08:00:00.000Z");
        assertThat(api.get("/v1/payment-attempts?status=failed").data()).hasSize(5);
    }

    @Test
    void aClockStandsStillWhileTheProviderRefusesToTry() {
        String subscription =
                CollectionTest.subscribe(api, owner, CollectionTest.plan(api), owner.store(CardOwner.GOOD));
        sandbox.faults(XenditFactory.KIND, "{\"rate_limited\":{\"probability\":1}}");
        begin("2027-03-01T00:00:00.000Z");
        Awaitility.await()
                .until(() ->
                        api.get("/v1/payment-attempts?status=failed").data().size() >= 2);
        assertThat(api.get("/v1/test-clocks/" + clock).text("frozenTime")).isEqualTo(BEGIN);

        sandbox.clearFaults(XenditFactory.KIND);
        awaitReady();

        assertThat(api.get("/v1/invoices?status=paid&subscriptionId=" + subscription)
                        .data())
                .hasSize(2);
        assertThat(api.get("/v1/events?type=invoice.payment_failed").data()).isEmpty();
    }

    private void advance(String to) {
        begin(to);
        awaitReady();
    }

    private void begin(String to) {
        api.post("/v1/test-clocks/" + clock + "/advance", "{\"to\":\"" + to + "\"}")
                .expect(200);
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.get("/v1/test-clocks/" + clock).text("status").equals("ready"));
    }
}
