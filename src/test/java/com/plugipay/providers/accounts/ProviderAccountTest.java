package com.plugipay.providers.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts at providers: connected, probed, replaced, chosen between. */
class ProviderAccountTest {
    private static final String SESSION = """
            {"amount":50000,"currency":"IDR","successUrl":"https://shop.example/ok",
             "cancelUrl":"https://shop.example/no"%s}""";

    private final TestSandbox sandbox = TestSandbox.shared();

    @Test
    void secretsGoInAndNeverComeOut() {
        Api api = sandbox.merchant(XenditFactory.KIND, MidtransFactory.KIND, PayPalFactory.KIND);
        Answer all = api.get("/v1/adapters").expect(200);
        assertThat(all.body()).doesNotContain("xnd_development_", "Mid-server", "client-secret", "callback-token");
        assertThat(all.data().path("xendit").path("status").asText()).isEqualTo("active");
        assertThat(all.data().path("xendit").path("secretKeyLast4").asText()).hasSize(4);
        assertThat(all.data()
                        .path("paypal")
                        .path("publicConfig")
                        .path("webhookId")
                        .asText())
                .isNotBlank();
        assertThat(api.get("/v1/audit-log?objectId=paypal").body()).doesNotContain("client-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xendit  | {\"secretKey\":\"xnd_development_wrong\"}",
                "midtrans| {\"serverKey\":\"SB-Mid-server-wrong\",\"clientKey\":\"SB-Mid-client-wrong\"}",
                "paypal  | {\"clientId\":\"nobody\",\"secret\":\"wrong-secret-here\"}"
            })
    void aWrongKeyIsReportedInTestMode(String kind, String account) {
        Api api = sandbox.merchant();
        Answer connected = api.put("/v1/adapters/" + kind, account).expect(200);
        assertThat(connected.text("status")).isEqualTo("error");
        assertThat(connected.text("lastErrorCode")).isNotBlank();
        api.post("/v1/checkout-sessions", """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(422, "provider_not_configured");
    }

    @Test
    void liveModeKeepsAWorkingAccountWhenTheNewOneFails() {
        WorkspaceCommand.Created workspace = sandbox.gateway().workspace();
        Api live = Api.of(sandbox.gateway(), workspace.live());
        live.put("/v1/adapters/xendit", "{\"secretKey\":\"xnd_production_wrong\"}")
                .expect(422, "provider_rejected");
        assertThat(live.get("/v1/adapters").data().path("xendit").path("status").asText())
                .isEqualTo("unconfigured");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xendit  | {\"secretKey\":\"xnd_production_x\"} | secretKey",
                "xendit  | {\"secretKey\":\"\"} | secretKey",
                "xendit  | {} | secretKey",
                "midtrans| {\"serverKey\":\"a b\",\"clientKey\":\"c\"} | serverKey",
                "midtrans| {\"serverKey\":\"SB-Mid-server-x\",\"clientKey\":\"c\",\"env\":\"production\"} | env",
                "paypal  | {\"clientId\":\"c\",\"secret\":\"s\",\"mode\":\"live\"} | mode",
                "paypal  | {\"clientId\":\"c\",\"secret\":\"s\",\"extra\":1} | extra"
            })
    void badAccountsAreRefusedByTheNameOfTheField(String kind, String account, String field) {
        Answer refused = sandbox.merchant().put("/v1/adapters/" + kind, account).expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo(field);
    }

    @Test
    void anEmptyCredentialIsNamedAsEmpty() {
        Answer refused = sandbox.merchant()
                .put("/v1/adapters/midtrans", "{\"serverKey\":\"SB-Mid-server-x\",\"clientKey\":\"\"}")
                .expect(400, "validation_error");
        assertThat(refused.json().at("/error/details/0/message").asText()).isEqualTo("This must not be empty.");
        assertThat(refused.json().at("/error/details")).hasSize(1);
    }

    @Test
    void rupiahAreRefusedForPayPalBeforeAnythingIsSent() {
        Api api = sandbox.merchant(PayPalFactory.KIND);
        Answer refused = api.post("/v1/payments", "{\"amount\":100000,\"currency\":\"IDR\",\"method\":\"paypal\"}")
                .expect(422, "currency_not_supported");
        assertThat(refused.field()).isEqualTo("currency");
        assertThat(refused.json().at("/error/message").asText()).isEqualTo("paypal takes USD and 23 others, not IDR.");
        assertThat(api.get("/v1/payments").data()).isEmpty();
        Answer ofSession = api.post("/v1/checkout-sessions", """
                {"amount":100000,"currency":"IDR","methods":["paypal"],"successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(422, "currency_not_supported");
        assertThat(ofSession.field()).isEqualTo("methods/0");
        Answer none = api.post("/v1/checkout-sessions", """
                {"amount":100000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(422, "provider_not_configured");
        assertThat(none.json().at("/error/message").asText())
                .isEqualTo(
                        "No connected provider takes IDR: paypal takes USD and 23 others; connect one under /adapters.");
    }

    @Test
    void theMerchantChoosesTheProviderOfAMethodThatSeveralTake() {
        Api api = sandbox.merchant(XenditFactory.KIND, MidtransFactory.KIND);
        assertThat(provider(api)).isEqualTo("xendit");

        api.put("/v1/adapters/routing", "{\"order\":[\"midtrans\"],\"methods\":{}}")
                .expect(200);
        assertThat(provider(api)).isEqualTo("midtrans");

        api.put("/v1/adapters/routing", "{\"order\":[\"midtrans\"],\"methods\":{\"qris\":\"xendit\"}}")
                .expect(200);
        assertThat(provider(api)).isEqualTo("xendit");
        api.put("/v1/adapters/routing", "{\"order\":[\"stripe\"],\"methods\":{}}")
                .expect(400, "validation_error");
    }

    @Test
    void theMerchantChoosesWhichMethodsAreOfferedAndInWhichOrder() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        api.put("/v1/adapters/routing", """
                {"order":[],"methods":{},"methodOrder":["card","qris","card"],"disabledMethods":["ovo"]}""").expect(200);
        Answer session =
                api.post("/v1/checkout-sessions", SESSION.formatted("")).expect(201);
        assertThat(session.data().path("methods").valueStream().map(JsonNode::asText))
                .startsWith("card", "qris", "bca_va")
                .doesNotContain("ovo")
                .contains("dana");
        Answer refused = api.post("/v1/checkout-sessions", SESSION.formatted(",\"methods\":[\"qris\",\"ovo\"]"))
                .expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo("methods/1");
        assertThat(refused.body()).contains("switched off");

        api.put("/v1/adapters/routing", "{\"order\":[],\"methods\":{}}").expect(200);
        api.post("/v1/checkout-sessions", SESSION.formatted(",\"methods\":[\"ovo\"]"))
                .expect(201);
    }

    private static String provider(Api api) {
        return api.post("/v1/payments", "{\"amount\":25000,\"currency\":\"IDR\",\"method\":\"qris\"}")
                .expect(201)
                .text("provider");
    }

    @Test
    void aCallbackWithoutProofIsRefusedAndNotKept() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        String url = "/v1/inbound-webhooks/xendit/" + api.key().apiKey().workspaceId();
        byte[] body = "{\"event\":\"payment.capture\",\"data\":{}}".getBytes(StandardCharsets.UTF_8);
        for (String token : new String[] {"", "wrong", "standin-callback-token-"}) {
            assertThat(api.raw("POST", url, body, Map.of("x-callback-token", token))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(api.raw("POST", "/v1/inbound-webhooks/manual/ws_1", body, Map.of())
                        .status())
                .isEqualTo(404);
        String other = sandbox.merchant(XenditFactory.KIND).key().apiKey().workspaceId();
        long kept = TestGateway.get(sandbox.gateway()
                        .gateway()
                        .database()
                        .run(
                                "select count(*) as kept from provider_callbacks where workspace_id in ($1, $2)",
                                Tuple.of(api.key().apiKey().workspaceId(), other)))
                .iterator()
                .next()
                .getLong("kept");
        assertThat(kept).isZero();
    }

    @Test
    void credentialsAreReplacedInOneStep() {
        Api api = sandbox.merchant(MidtransFactory.KIND);
        api.put(
                        "/v1/adapters/midtrans",
                        Sandbox.account(MidtransFactory.KIND, 399).encode())
                .expect(200);
        api.post("/v1/payments", "{\"amount\":25000,\"currency\":\"IDR\",\"method\":\"qris\"}")
                .expect(201);
        String reference =
                api.get("/v1/payment-attempts").data().path(0).path("id").asText();
        assertThat(sandbox.book(MidtransFactory.KIND, reference).path("account").asText())
                .contains("399");
    }

    /** Another node has a newer master key already. */
    @Test
    void anAccountThatCannotBeOpenedNowIsNotReplacedAsIfThereWereNone() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        api.put("/v1/adapters/xendit", account("token-before")).expect(200);
        change(api, "credentials = set_byte(credentials, 0, 255)");

        api.put("/v1/adapters/xendit", account("token-after")).expect(503, "unavailable");

        change(api, "credentials = set_byte(credentials, 0, 1)");
        assertThat(called(api, "token-before")).isEqualTo(200);
        assertThat(called(api, "token-after")).isEqualTo(401);
        api.put("/v1/adapters/xendit", account("token-after")).expect(200);
        assertThat(called(api, "token-before")).as("for a while").isEqualTo(200);
        assertThat(called(api, "token-after")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"substr(credentials, 1, 5)", "set_byte(credentials, 20, get_byte(credentials, 20) # 1)"})
    void anAccountThatCannotBeDecryptedIsReplaced(String damaged) {
        Api api = sandbox.merchant(XenditFactory.KIND);
        change(api, "credentials = " + damaged);

        api.put("/v1/adapters/xendit", account("token-after")).expect(200);

        assertThat(called(api, "token-after")).isEqualTo(200);
    }

    private static String account(String token) {
        return Sandbox.account(XenditFactory.KIND, 398)
                .put("callbackToken", token)
                .encode();
    }

    private void change(Api api, String change) {
        TestGateway.get(sandbox.gateway()
                .gateway()
                .database()
                .run(
                        "update provider_accounts set " + change + " where workspace_id = $1 and kind = 'xendit'",
                        Tuple.of(api.key().apiKey().workspaceId())));
    }

    private static int called(Api api, String token) {
        return api.raw(
                        "POST",
                        "/v1/inbound-webhooks/xendit/" + api.key().apiKey().workspaceId(),
                        "{\"event\":\"none\"}".getBytes(StandardCharsets.UTF_8),
                        Map.of("x-callback-token", token))
                .status();
    }
}
