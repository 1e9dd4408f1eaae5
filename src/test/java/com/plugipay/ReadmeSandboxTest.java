package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The README's commands about providers, in the order in which a reader types them, against the stand-ins. */
class ReadmeSandboxTest {
    /**
     * Not the shared one, because the README sets faults for all merchants. Its merchant has the first account at each
     * provider.
     */
    private final TestSandbox sandbox = TestSandbox.start(7);

    private final Api api = sandbox.merchant(XenditFactory.KIND, MidtransFactory.KIND, PayPalFactory.KIND);
    private final Map<String, String> environment = new HashMap<>();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void theCommandsConnectProvidersTakeAndRefundMoneyAndListReviews() throws Exception {
        environment.put("BASE_URL", sandbox.gateway().baseUrl());
        environment.put("SANDBOX_URL", sandbox.url());
        environment.put("KEY_ID", api.key().apiKey().keyId());
        environment.put("SECRET", api.key().secret());
        setCredentials();

        assertThat(run("connect"))
                .doesNotContain("\"code\"")
                .doesNotContain("\"status\":\"error\"")
                .contains("\"methods\":{\"card\":\"xendit\"}");

        environment.put("PAYMENT", pay());
        await("/v1/payments/" + environment.get("PAYMENT"), "succeeded");
        assertThat(run("refund")).doesNotContain("\"code\"").contains("\"reason\":\"duplicate\"");
        await("/v1/payments/" + environment.get("PAYMENT"), "refunded");

        assertThat(run("faults")).contains("\"lost_answer\"");
        sandbox.faults(XenditFactory.KIND, "{\"amount_mismatch\":{\"probability\":1,\"times\":1}}");
        pay();
        Awaitility.await()
                .until(() -> api.get("/v1/payment-attempts?status=review").data(), found -> found.size() == 1);
        environment.put("ATTEMPT", review());
        assertThat(run("review"))
                .doesNotContain("\"code\"")
                .contains("\"reason\":\"amount_mismatch\"")
                .contains("\"status\":\"succeeded\"");
        assertThat(api.get("/v1/stuck").data()).isEmpty();
    }

    private void setCredentials() {
        JsonObject xendit = account(XenditFactory.KIND);
        environment.put("XENDIT_SECRET_KEY", xendit.getString("secretKey"));
        environment.put("XENDIT_WEBHOOK_TOKEN", xendit.getString("callbackToken"));
        JsonObject midtrans = account(MidtransFactory.KIND);
        environment.put("MIDTRANS_SERVER_KEY", midtrans.getString("serverKey"));
        environment.put("MIDTRANS_CLIENT_KEY", midtrans.getString("clientKey"));
        JsonObject paypal = account(PayPalFactory.KIND);
        environment.put("PAYPAL_CLIENT_ID", paypal.getString("clientId"));
        environment.put("PAYPAL_SECRET", paypal.getString("secret"));
    }

    private static JsonObject account(ProviderKind kind) {
        return Sandbox.account(kind, 0);
    }

    /** Creates a payment under a new idempotency key and pays it as the buyer; returns its id. */
    private String pay() throws Exception {
        String direct = Readme.snippet("direct").replace("order-8842", "order-" + System.nanoTime());
        JsonNode payment = Json.MAPPER.readTree(shell(direct)).path("data");
        assertThat(payment.path("nextAction").path("type").asText()).isEqualTo("show_qr");
        environment.put("CHARGE", payment.path("providerReference").asText());
        assertThat(run("sandbox")).contains(environment.get("CHARGE")).doesNotContain("\"error\"");
        return payment.path("id").asText();
    }

    private String review() {
        return api.get("/v1/payment-attempts?status=review")
                .data()
                .path(0)
                .path("id")
                .asText();
    }

    private void await(String target, String status) {
        Awaitility.await(target).until(() -> api.get(target).text("status"), status::equals);
    }

    private String run(String snippet) throws Exception {
        return shell(Readme.snippet(snippet));
    }

    private String shell(String commands) throws Exception {
        return Readme.shell(commands, environment);
    }
}
