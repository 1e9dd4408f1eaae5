package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.TestSandbox;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A refund that the merchant has made at the provider is reported by one callback, while the provider does not answer. */
class ForeignRefundTest {
    private final JsonObject account = Sandbox.account(XenditFactory.KIND, 0);

    @Test
    void isQueriedUntilItIsKnown() throws IOException, InterruptedException {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            ProviderDriver till = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.GOPAY);
            String payment = till.paid();
            String paid = till.api
                    .get("/v1/payment-attempts")
                    .data()
                    .path(0)
                    .path("providerData")
                    .path("paymentRequestId")
                    .asText();
            sandbox.faults(XenditFactory.KIND, "{\"dropped_callback\":{\"probability\":1}}");
            String refund = refund(sandbox, paid);
            sandbox.clock().advance(Duration.ofSeconds(5));

            sandbox.faults(
                    XenditFactory.KIND,
                    "{\"server_error\":{\"probability\":1},\"dropped_callback\":{\"probability\":1}}");
            String callback = """
                    {"event":"refund.succeeded","data":{"id":"%s","payment_request_id":"%s"}}""".formatted(refund, paid);
            String target =
                    "/v1/inbound-webhooks/xendit/" + till.api.key().apiKey().workspaceId();
            assertThat(till.api
                            .raw(
                                    "POST",
                                    target,
                                    callback.getBytes(StandardCharsets.UTF_8),
                                    Map.of("x-callback-token", account.getString("callbackToken")))
                            .status())
                    .isEqualTo(200);
            await(() -> till.api.get("/v1/stuck").data().size() == 1);

            sandbox.faults(XenditFactory.KIND, "{}");
            await(() -> {
                sandbox.clock().advance(Duration.ofSeconds(10));
                return till.api.get("/v1/refunds?status=succeeded").data().size() == 1;
            });
            assertThat(till.payment(payment).path("status").asText()).isEqualTo("partially_refunded");
            till.awaitNothingStuck();
        }
    }

    private static void await(Callable<Boolean> until) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(until);
    }

    /** Like the merchant's own program. */
    private String refund(TestSandbox sandbox, String paymentRequest) throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString((account.getString("secretKey") + ':').getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/xendit/refunds"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"payment_request_id":"%s","reference_id":"toko-1","currency":"IDR","amount":50000,
                         "reason":"REQUESTED_BY_CUSTOMER"}""".formatted(paymentRequest)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return new JsonObject(answer.body()).getString("id");
    }
}
