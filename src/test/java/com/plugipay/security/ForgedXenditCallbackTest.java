package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Xendit's token proves who sends a callback and not what it says: an attacker who knows it can send anything. */
class ForgedXenditCallbackTest {
    private static final String TOKEN = XenditCallbackSender.TOKEN;

    private final TestSandbox sandbox = TestSandbox.start(7);
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final StoredCallbacks inbox = new StoredCallbacks(sandbox, api);
    private final XenditCallbackSender notices = new XenditCallbackSender(api);

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** A large amount, another amount than expected, and payments that come too fast. */
    @ParameterizedTest
    @CsvSource({
        "15000000, 15000000, '{reference}', ''",
        "150000, 1, '{reference}', ''",
        "150000, 150000, pr-anothers, ''",
        "150000, 150000, '{reference}', '\"expectedPerMinute\":0'",
        "150000, 150000, '{reference}', '\"confirmAbove\":149999'"
    })
    void aForgedCallbackIsRejectedWhereXenditCanBeAsked(long price, long claimed, String reference, String policy) {
        notices.connect(TOKEN, policy);
        StartedCheckout victim = purchase(price);

        sendCallback(victim, claimed, reference).expect(200);

        assertThat(inbox.reasons()).containsExactly("not_confirmed");
        assertThat(victim.status()).isEqualTo("open");
        assertThat(victim.read().path("status").asText()).isEqualTo("active");
        assertThat(api.get("/v1/stuck").data().path(0).path("type").asText()).isEqualTo("callback");
    }

    /** A payment on a hosted page has its own id, and a callback can contain a wrong one. */
    @Test
    void aCallbackThatNamesTheChargeOfAnotherIsGivenUpAtOnce() {
        StartedCheckout paid = purchase(150_000);
        sandbox.act(XenditFactory.KIND, paid.attempt(), "pay");
        paid.awaitPaid();
        StartedCheckout victim = StartedCheckout.of(api, "card", "IDR", 150_000);

        sendCallback(victim, 150_000, paid.providerReference()).expect(200);

        assertThat(inbox.reasons()).containsExactly("reference_of_another_payment");
        assertThat(victim.status()).isEqualTo("open");
        assertThat(api.get("/v1/stuck").data().path(0).path("nextTryAt").isNull())
                .isTrue();
    }

    @Test
    void aForgedCallbackThatWasAcceptedIsDetectedLater() {
        StartedCheckout victim = purchase(150_000);
        StartedCheckout honest = purchase(150_000);
        sandbox.act(XenditFactory.KIND, honest.attempt(), "pay");
        honest.awaitPaid();
        sendCallback(victim, 150_000, "{reference}").expect(200);
        victim.awaitPaid();
        assertThat(api.get("/v1/stuck").data()).isEmpty();

        sandbox.clock().advance(Duration.ofMinutes(11));

        JsonNode stuck = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> api.get("/v1/stuck").expect(200).data(), found -> found.size() == 1)
                .path(0);
        assertThat(stuck.path("reason").asText()).isEqualTo("not_confirmed");
        JsonNode review = api.get("/v1/payment-attempts/" + stuck.path("id").asText())
                .expect(200)
                .data();
        assertThat(review.path("checkoutSessionId").asText()).isEqualTo(victim.session());
        assertThat(review.path("providerData").path("attemptId").asText()).isEqualTo(victim.attempt());
        // A person decides; nothing is refunded automatically.
        assertThat(victim.payment().path("status").asText()).isEqualTo("succeeded");
        String attempt = "/v1/payment-attempts/" + review.path("id").asText();
        api.post(attempt + "/accept", "").expect(409, "conflict");
        api.post(attempt + "/dismiss", "").expect(200);
        assertThat(api.get("/v1/stuck").data()).isEmpty();
    }

    /**
     * Two payments of one charge with callbacks at the same time: a query for one may return the other.
     */
    @Test
    void anotherConfirmedPaymentOfTheChargeIsReviewed() {
        StartedCheckout purchase = purchase(150_000);
        sandbox.faults(XenditFactory.KIND, "{\"dropped_callback\":{\"probability\":1}}");
        sandbox.act(XenditFactory.KIND, purchase.attempt(), "pay");
        assertThat(purchase.status()).isEqualTo("open");

        sendCallback(purchase, 149_999, "{reference}").expect(200);

        purchase.awaitPaid();
        JsonNode review = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/v1/payment-attempts?status=review").data(), found -> found.size() == 1)
                .path(0);
        assertThat(review.path("review").path("receivedAmount").asLong()).isEqualTo(149_999);
        assertThat(review.path("checkoutSessionId").asText()).isEqualTo(purchase.session());
    }

    @Test
    void theFormerTokenIsRefusedADayAfterItWasReplaced() {
        notices.connect("another-callback-token", "");
        StartedCheckout purchase = purchase(150_000);
        assertThat(sendCallback(purchase, 150_000, "{reference}", TOKEN).status())
                .isEqualTo(200);
        assertThat(sendCallback(purchase, 150_000, "{reference}", "another-callback-token")
                        .status())
                .isEqualTo(200);
        // The same callback again changes nothing.
        notices.connect("another-callback-token", "");
        sandbox.clock().advance(Duration.ofHours(23));
        assertThat(sendCallback(purchase, 150_000, "{reference}", TOKEN).status())
                .isEqualTo(200);

        sandbox.clock().advance(Duration.ofHours(2));

        assertThat(sendCallback(purchase, 150_000, "{reference}", TOKEN).status())
                .isEqualTo(401);
        assertThat(sendCallback(purchase, 150_000, "{reference}", "another-callback-token")
                        .status())
                .isEqualTo(200);
    }

    private StartedCheckout purchase(long price) {
        return StartedCheckout.of(api, "gopay", "IDR", price);
    }

    private Answer sendCallback(StartedCheckout purchase, long amount, String reference) {
        return sendCallback(purchase, amount, reference, TOKEN);
    }

    private Answer sendCallback(StartedCheckout purchase, long amount, String reference, String token) {
        return notices.paid(purchase, amount, reference.replace("{reference}", purchase.providerReference()), token);
    }
}
