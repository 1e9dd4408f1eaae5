package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments that were accepted without asking are compared with Xendit's list, and only the unconfirmed ones are queried. */
class PaymentComparisonTest {
    private static final int A_MINUTE = 60;
    private static final String WAITING =
            "select count(*) as waiting from provider_callbacks where workspace_id = $1 and confirm_at is not null";

    private static final String WITHOUT_FEE =
            "select count(*) as waiting from payments where workspace_id = $1 and fee_status <> 'exact'";

    private final TestSandbox sandbox = TestSandbox.start(12);
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final StoredCallbacks inbox = new StoredCallbacks(sandbox, api);
    private final XenditCallbackSender notices = new XenditCallbackSender(api);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void manyPaymentsCauseFewRequests() throws Exception {
        notices.connect(XenditCallbackSender.TOKEN, "\"expectedPerMinute\":1000");
        List<StartedCheckout> honest =
                Stream.generate(this::purchase).limit(100).toList();
        honest.forEach(purchase -> sandbox.act(XenditFactory.KIND, purchase.attempt(), "pay"));
        honest.forEach(StartedCheckout::awaitPaid);
        awaitWaiting(100);
        // The list is read for the fees too, once for each payment.
        sandbox.clock().advance(Duration.ofMinutes(2));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(waiting(WITHOUT_FEE)).isZero());

        sandbox.clock().advance(Duration.ofMinutes(9));
        awaitWaiting(0);

        assertThat(requests("/transactions?limit=1")).isBetween(1, 8);
        assertThat(requests("/v3/payment_requests/pr-nobodys")).isZero();
        assertThat(requests("/v3/payments/py-nobodys")).isZero();
        assertThat(api.get("/v1/stuck").data()).isEmpty();
    }

    @Test
    void anotherAmountThanReportedIsReviewed() {
        StartedCheckout purchase = acceptedWithoutAsking();
        sandbox.faults(XenditFactory.KIND, """
                {"amount_mismatch":{"probability":1},"dropped_callback":{"probability":1}}""");
        sandbox.act(XenditFactory.KIND, purchase.attempt(), "pay");

        sandbox.clock().advance(Duration.ofMinutes(11));

        assertThat(awaitStuck().path("reason").asText()).isEqualTo("not_confirmed");
    }

    /** A list that cannot be read is requested again. */
    @Test
    void comparisonsWaitWhileTheListCannotBeRead() {
        StartedCheckout purchase = acceptedWithoutAsking();
        sandbox.faults(XenditFactory.KIND, "{\"rate_limited\":{\"probability\":1}}");
        sandbox.clock().advance(Duration.ofMinutes(11));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(waitingUntilLater()).isOne());
        assertThat(api.get("/v1/stuck").data()).isEmpty();

        sandbox.faults(XenditFactory.KIND, "{}");
        sandbox.clock().advance(Duration.ofMinutes(6));

        JsonNode stuck = awaitStuck();
        assertThat(stuck.path("reason").asText()).isEqualTo("not_confirmed");
        assertThat(purchase.payment().path("status").asText()).isEqualTo("succeeded");
    }

    /** A failed charge is not polled any more; only the list shows that it was paid after all. */
    @Test
    void aListedPaymentWithoutACallbackIsSettled() {
        StartedCheckout late = purchase();
        sandbox.act(XenditFactory.KIND, late.attempt(), "expire");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(late.read().path("status").asText()).isEqualTo("failed"));
        StartedCheckout honest = purchase();
        sandbox.act(XenditFactory.KIND, honest.attempt(), "pay");
        honest.awaitPaid();
        sandbox.faults(XenditFactory.KIND, """
                {"late_success":{"probability":1},"dropped_callback":{"probability":1}}""");
        sandbox.act(XenditFactory.KIND, late.attempt(), "pay");
        assertThat(late.read().path("status").asText()).isEqualTo("failed");

        sandbox.clock().advance(Duration.ofMinutes(11));

        late.awaitPaid();
    }

    private StartedCheckout purchase() {
        return StartedCheckout.of(api, "gopay", "IDR", 150_000);
    }

    private StartedCheckout acceptedWithoutAsking() {
        StartedCheckout purchase = purchase();
        notices.paid(purchase, 150_000).expect(200);
        purchase.awaitPaid();
        assertThat(inbox.reasons()).isEmpty();
        return purchase;
    }

    private JsonNode awaitStuck() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> api.get("/v1/stuck").expect(200).data(), found -> found.size() == 1)
                .path(0);
    }

    private void awaitWaiting(int waiting) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(waiting(WAITING)).isEqualTo(waiting));
    }

    private int waitingUntilLater() {
        String later = WAITING + " and confirm_at between $2 and $3";
        Tuple parameters = Tuple.of(
                api.key().apiKey().workspaceId(),
                sandbox.clock().instant().plusSeconds(270).atOffset(ZoneOffset.UTC),
                sandbox.clock().instant().plusSeconds(330).atOffset(ZoneOffset.UTC));
        return TestGateway.get(sandbox.gateway().gateway().database().run(later, parameters))
                .iterator()
                .next()
                .getInteger("waiting");
    }

    private int waiting(String statement) {
        return TestGateway.get(sandbox.gateway()
                        .gateway()
                        .database()
                        .run(statement, Tuple.of(api.key().apiKey().workspaceId())))
                .iterator()
                .next()
                .getInteger("waiting");
    }

    /** Returns how many such requests the stand-in got in this minute, by the rest that its response reports. */
    private int requests(String path) throws IOException, InterruptedException {
        String key = Sandbox.account(XenditFactory.KIND, 0).getString("secretKey") + ":";
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/xendit" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                .header("api-version", "2024-11-11")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return A_MINUTE
                    - 1
                    - (int) answer.headers()
                            .firstValueAsLong("Rate-Limit-Remaining")
                            .orElseThrow();
        }
    }
}
