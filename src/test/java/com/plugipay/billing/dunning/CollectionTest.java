package com.plugipay.billing.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.paymentmethods.CardOwner;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The invoices of subscriptions are collected by stored cards, again after declines, or paid by hand in between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class CollectionTest {
    private final TestSandbox sandbox = TestSandbox.start(7);

    @AfterAll
    void stop() {
        sandbox.close();
    }

    /** A merchant, a customer with a card, and a subscription that is charged to it. */
    private final class Subscriber {
        final Api api = sandbox.merchant(XenditFactory.KIND);
        final CardOwner owner = new CardOwner(api);
        final String card;
        final String subscription;

        Subscriber(String number) {
            card = owner.store(number);
            subscription = subscribe(api, owner, plan(api), card);
        }

        JsonNode read() {
            return api.get("/v1/subscriptions/" + subscription).expect(200).data();
        }

        JsonNode invoice() {
            return api.get("/v1/invoices?order=asc&subscriptionId=" + subscription)
                    .expect(200)
                    .data()
                    .path(0);
        }

        void awaitStatus(String status) {
            Awaitility.await().until(() -> read().path("status").asText(), status::equals);
        }

        void awaitAttempts(int number) {
            Awaitility.await().until(() -> failures().size(), size -> size == number);
        }

        List<JsonNode> failures() {
            return api.get("/v1/payment-attempts?status=failed")
                    .expect(200)
                    .data()
                    .valueStream()
                    .toList();
        }

        List<String> events() {
            return api.get("/v1/events?order=asc&limit=100")
                    .expect(200)
                    .data()
                    .valueStream()
                    .map(event -> event.path("type").asText())
                    .filter(type -> type.startsWith("subscription.") || type.startsWith("invoice."))
                    .toList();
        }
    }

    @Test
    void aStoredCardPaysEachPeriod() {
        Subscriber siti = new Subscriber(CardOwner.GOOD);
        siti.awaitStatus("active");
        JsonNode invoice = siti.invoice();
        assertThat(invoice.path("status").asText()).isEqualTo("paid");
        assertThat(invoice.path("collectionAttempts").asInt()).isEqualTo(1);
        Answer payment = siti.api
                .get("/v1/payments/" + invoice.path("paymentId").asText())
                .expect(200);
        assertThat(payment.text("invoiceId")).isEqualTo(invoice.path("id").asText());
        assertThat(payment.text("paymentTokenId")).isEqualTo(siti.card);
        assertThat(payment.data().path("amount").asLong()).isEqualTo(100_000);
        assertThat(siti.events())
                .containsExactly(
                        "subscription.created",
                        "invoice.created",
                        "invoice.finalized",
                        "invoice.paid",
                        "subscription.updated");

        sandbox.clock().advance(Duration.ofDays(32));
        Awaitility.await()
                .until(
                        () -> siti.api
                                .get("/v1/invoices?status=paid&subscriptionId=" + siti.subscription)
                                .data()
                                .size(),
                        paid -> paid == 2);
        assertThat(siti.read().path("status").asText()).isEqualTo("active");
        assertThat(siti.api.get("/v1/payments").data()).hasSize(2);
    }

    @Test
    void aDeclinedCardIsTriedAgainUntilThePolicyEnds() {
        Subscriber budi = new Subscriber(CardOwner.EMPTY);
        budi.awaitAttempts(1);
        assertThat(budi.read().path("status").asText()).isEqualTo("past_due");
        assertThat(budi.read().path("substatus").asText()).isEqualTo("incomplete");
        assertThat(budi.api
                        .get("/api/v1/subscriptions/" + budi.subscription)
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("incomplete");
        for (int days : new int[] {1, 2, 2, 2}) {
            int before = budi.failures().size();
            sandbox.clock().advance(Duration.ofDays(days));
            budi.awaitAttempts(before + 1);
        }
        budi.awaitStatus("canceled");
        assertThat(budi.read().path("canceledReason").asText()).isEqualTo("failed_payment");
        assertThat(budi.invoice().path("status").asText()).isEqualTo("open");
        assertThat(budi.invoice().path("collectionAttempts").asInt()).isEqualTo(5);
        assertThat(budi.events()).filteredOn("invoice.payment_failed"::equals).hasSize(5);
        assertThat(budi.events()).filteredOn("subscription.canceled"::equals).hasSize(1);
        assertThat(budi.api.get("/v1/payments").data()).isEmpty();
    }

    @Test
    void aPaymentByHandEndsTheDunning() {
        Subscriber ani = new Subscriber(CardOwner.EMPTY);
        ani.awaitAttempts(1);
        ani.api
                .post("/v1/invoices/" + ani.invoice().path("id").asText() + "/pay", "")
                .expect(200);
        assertThat(ani.read().path("status").asText()).isEqualTo("active");
        sandbox.clock().advance(Duration.ofDays(8));
        Subscriber later = new Subscriber(CardOwner.GOOD);
        later.awaitStatus("active");
        assertThat(ani.failures()).hasSize(1);
        assertThat(ani.api.get("/v1/payments").data()).hasSize(1);
    }

    @Test
    void aStolenCardIsNotChargedAgain() {
        Subscriber rudi = new Subscriber(CardOwner.STOLEN);
        rudi.awaitAttempts(1);
        assertThat(rudi.api.get("/v1/payment-methods/" + rudi.card).text("status"))
                .isEqualTo("revoked");
        sandbox.clock().advance(Duration.ofDays(1));
        Awaitility.await()
                .until(
                        () -> rudi.events().stream()
                                .filter("invoice.payment_failed"::equals)
                                .count(),
                        failed -> failed == 2);
        assertThat(rudi.failures()).hasSize(1);

        String other = rudi.owner.store(CardOwner.GOOD);
        sandbox.clock().advance(Duration.ofDays(2));
        rudi.awaitStatus("active");
        assertThat(rudi.api
                        .get("/v1/payments")
                        .data()
                        .path(0)
                        .path("paymentTokenId")
                        .asText())
                .isEqualTo(other);
    }

    @Test
    void thePolicyOfThePlanDecides() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        CardOwner owner = new CardOwner(api);
        String card = owner.store(CardOwner.EMPTY);
        String policy = api.post("/v1/dunning-policies", """
                {"name":"None","retryAfterDays":[],"finalAction":"mark_uncollectible"}""").expect(201).id();
        String plan = api.post("/v1/plans", """
                {"name":"Pro","interval":"month","amount":5000,"currency":"IDR","dunningPolicyId":"%s"}""".formatted(policy)).expect(201).id();
        String subscription = subscribe(api, owner, plan, card);
        JsonNode invoice = Awaitility.await()
                .until(
                        () -> api.get("/v1/invoices").data().path(0),
                        found -> found.path("uncollectible").asBoolean());
        assertThat(invoice.path("status").asText()).isEqualTo("open");
        assertThat(api.get("/api/v1/invoices/" + invoice.path("id").asText()).text("status"))
                .isEqualTo("uncollectible");
        assertThat(api.get("/v1/subscriptions/" + subscription).text("status")).isEqualTo("past_due");
    }

    @Test
    void theCustomerPaysOnTheInvoicesPage() {
        Subscriber dewi = new Subscriber(CardOwner.EMPTY);
        dewi.awaitAttempts(1);
        JsonNode invoice = dewi.invoice();
        String page = invoice.path("hostedInvoiceUrl").asText();
        String path = page.substring(page.indexOf("/i/"));
        assertThat(dewi.api.raw("GET", path, new byte[0], Map.of()).expect(200).body())
                .contains(path + "/pay");

        String checkout = location(dewi.api, path);
        assertThat(location(dewi.api, path)).as("the same session").isEqualTo(checkout);
        String session = checkout.substring(checkout.lastIndexOf('/') + 1);
        dewi.owner.give(session, CardOwner.GOOD);
        dewi.owner.await(session, "complete");

        assertThat(dewi.invoice().path("status").asText()).isEqualTo("paid");
        assertThat(dewi.read().path("status").asText()).isEqualTo("active");
        assertThat(location(dewi.api, path)).as("back to the page").isEqualTo(path);
        assertThat(dewi.api.get("/v1/payments").data()).hasSize(1);
        assertThat(dewi.events()).filteredOn("invoice.paid"::equals).hasSize(1);
    }

    @Test
    void neverTwoAtATime() {
        Subscriber joko = new Subscriber(CardOwner.EMPTY);
        joko.awaitAttempts(1);
        String page = joko.invoice().path("hostedInvoiceUrl").asText();
        String checkout = location(joko.api, page.substring(page.indexOf("/i/")));
        String session = checkout.substring(checkout.lastIndexOf('/') + 1);
        joko.api
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"qris\"}")
                .expect(200);
        String reference = joko.api
                .get("/v1/payment-attempts?checkoutSessionId=" + session)
                .data()
                .path(0)
                .path("id")
                .asText();

        sandbox.clock().advance(Duration.ofDays(1));
        sandbox.act(XenditFactory.KIND, reference, "pay");
        joko.owner.await(session, "complete");

        assertThat(joko.invoice().path("status").asText()).isEqualTo("paid");
        assertThat(joko.read().path("status").asText()).isEqualTo("active");
        assertThat(joko.api.get("/v1/payments").data()).hasSize(1);
    }

    static String plan(Api api) {
        return api.post("/v1/plans", "{\"name\":\"Pro\",\"interval\":\"month\",\"amount\":100000,\"currency\":\"IDR\"}")
                .expect(201)
                .id();
    }

    static String subscribe(Api api, CardOwner owner, String plan, String card) {
        return api.post("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","paymentTokenId":"%s"}""".formatted(owner.customer(), plan, card))
                .expect(201)
                .id();
    }

    static String location(Api api, String path) {
        return api.raw("POST", path + "/pay", new byte[0], Map.of()).expect(303).header("Location");
    }
}
