package com.plugipay.providers.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that consists of a folder and one line takes a payment by page, callback and refund. */
class AcmeProviderTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final AcmeStandIn acme = new AcmeStandIn();
    private final String callbackUrl = gateway.baseUrl() + "/v1/inbound-webhooks/acme/"
            + api.key().apiKey().workspaceId();

    @AfterEach
    void close() {
        acme.close();
    }

    @Test
    void takesAPaymentByPageCallbackAndRefund() throws Exception {
        connect(AcmeStandIn.SECRET, "active");
        String session = session();
        String attempt = chooseOnThePage(session);
        String page = acme.of(attempt).getString("page");
        assertThat(html("/c/" + session + "?go=1")).contains(page);

        assertThat(acme.callBack(attempt, callbackUrl, "another-secret")).isEqualTo(401);
        assertThat(acme.pay(page, callbackUrl)).isEqualTo(200);

        JsonNode complete = await("/v1/checkout-sessions/" + session, "complete");
        JsonNode payment = api.get("/v1/payments/" + complete.path("paymentId").asText())
                .expect(200)
                .data();
        assertThat(payment.path("provider").asText()).isEqualTo("acme");
        assertThat(payment.path("amount").asLong()).isEqualTo(150_000);
        assertThat(payment.path("status").asText()).isEqualTo("succeeded");

        Answer refund = api.post(
                        "/v1/refunds", "{\"paymentId\":\"" + payment.path("id").asText() + "\",\"amount\":50000}")
                .expect(201);
        assertThat(await("/v1/refunds/" + refund.id(), "succeeded")
                        .path("provider")
                        .asText())
                .isEqualTo("acme");
        assertThat(acme.of(refund.id()).getLong("amount")).isEqualTo(50_000);
    }

    @Test
    void isListedPublishedAndRoutedLikeTheOthers() {
        connect("a-wrong-secret", "error");
        assertThat(api.get("/v1/adapters")
                        .expect(200)
                        .data()
                        .path("acme")
                        .path("status")
                        .asText())
                .isEqualTo("error");
        connect(AcmeStandIn.SECRET, "active");

        api.put("/v1/adapters/routing", "{\"order\":[\"acme\",\"xendit\"],\"methods\":{\"gopay\":\"acme\"}}")
                .expect(200);
        Answer unknown = api.put("/v1/adapters/routing", "{\"order\":[\"nobody\"],\"methods\":{}}")
                .expect(400, "validation_error");
        assertThat(unknown.field()).isEqualTo("order/0");
        api.post("/v1/payments", "{\"amount\":150000,\"currency\":\"IDR\",\"method\":\"gopay\",\"provider\":\"acme\"}")
                .expect(201);
        api.post("/v1/payments", "{\"amount\":1500,\"currency\":\"USD\",\"method\":\"gopay\"}")
                .expect(422, "currency_not_supported");
    }

    private void connect(String secret, String status) {
        Answer connected = api.put(
                        "/v1/adapters/acme", "{\"url\":\"" + acme.url() + "\",\"secret\":\"" + secret + "\"}")
                .expect(200);
        assertThat(connected.text("status")).isEqualTo(status);
        assertThat(connected.body()).doesNotContain(secret);
    }

    private String session() {
        return api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }

    /** Chooses the method in the page's form; returns the new attempt. */
    private String chooseOnThePage(String session) throws IOException, InterruptedException {
        assertThat(html("/c/" + session)).contains("value=\"gopay\"");
        HttpResponse<String> chosen =
                send(HttpRequest.newBuilder(URI.create(gateway.baseUrl() + "/c/" + session + "/charge"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("method=gopay"))
                        .build());
        assertThat(chosen.statusCode()).isEqualTo(303);
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0)
                .path("id")
                .asText();
    }

    private String html(String target) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(gateway.baseUrl() + target))
                        .build())
                .body();
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private JsonNode await(String target, String status) {
        return Awaitility.await(target + " to be " + status)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> api.get(target).expect(200).data(),
                        object -> object.path("status").asText().equals(status));
    }
}
