package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.paypal.PayPal.json;
import static com.plugipay.sandbox.paypal.PayPal.link;
import static com.plugipay.sandbox.paypal.PayPal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vault: setups, the tokens that they become, and the orders that these pay. */
class StandInVaultTest {
    private static final String SETUPS = "/v3/vault/setup-tokens";
    private static final String TOKENS = "/v3/vault/payment-tokens";
    private static final String SETUP = """
            {"payment_source":{"paypal":{"usage_type":"MERCHANT","experience_context":
             {"return_url":"https://toko.example/r?p=1","cancel_url":"https://toko.example/c"}}},
             "customer":{"merchant_customer_id":"customer-1"}}""";

    private PayPal paypal;

    @BeforeEach
    void open() throws Exception {
        paypal = new PayPal();
    }

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void storesAnAccountThatItsBuyerApproves() throws Exception {
        paypal.subscribe();
        JsonObject setup = setUp();
        String id = setup.getString("id");
        assertThat(setup.getString("status")).isEqualTo("PAYER_ACTION_REQUIRED");
        assertThat(link(setup, "approve")).endsWith("/agreements/approve?approval_session_id=" + id);
        refused(store(id), 422, "SETUP_TOKEN_NOT_APPROVED");

        String page = "/agreements/approve";
        assertThat(paypal.form("/agreements/cancel", "token=" + id).headers().firstValue("Location"))
                .hasValue("https://toko.example/c?approval_token_id=" + id);
        assertThat(paypal.form(page, "token=" + id).headers().firstValue("Location"))
                .hasValue("https://toko.example/r?p=1&approval_token_id=" + id);
        assertThat(paypal.form(page, "token=" + id).statusCode()).isEqualTo(400);
        HttpResponse<String> stored = store(id);
        assertThat(stored.statusCode()).isEqualTo(201);
        String token = json(stored).getString("id");
        assertThat(store(id).statusCode()).isEqualTo(200);
        assertThat(paypal.next("VAULT.PAYMENT-TOKEN.CREATED").resource().getString("id"))
                .isEqualTo(token);
        String customer = json(stored).getJsonObject("customer").getString("id");
        assertThat(json(paypal.get(TOKENS + "?customer_id=" + customer)).getJsonArray("payment_tokens"))
                .hasSize(1);

        assertThat(paypal.call("DELETE", TOKENS + "/" + token, "").statusCode()).isEqualTo(204);
        refused(paypal.get(TOKENS + "/" + token), 404, "INVALID_RESOURCE_ID");
        assertThat(paypal.next("VAULT.PAYMENT-TOKEN.DELETED").resource().getString("id"))
                .isEqualTo(token);
    }

    @Test
    void refusesWhatIsNotASetup() throws Exception {
        refused(paypal.call("POST", SETUPS, SETUP), 400, "MISSING_REQUIRED_PARAMETER");
        refused(setUp("{}"), 400, "MISSING_REQUIRED_PARAMETER");
        refused(setUp("{\"payment_source\":{\"card\":{}}}"), 422, "UNSUPPORTED_PAYMENT_INSTRUCTION");
        refused(setUp("{\"payment_source\":{\"paypal\":{}}}"), 400, "MISSING_REQUIRED_PARAMETER");
        refused(setUp(SETUP.replace("customer-1", "a b")), 400, "INVALID_PARAMETER_SYNTAX");
        refused(store("nothing"), 404, "INVALID_RESOURCE_ID");
        String id = setUp().getString("id");
        paypal.token = paypal.token(PayPal.OTHER_APP);
        refused(paypal.get(SETUPS + "/" + id), 404, "INVALID_RESOURCE_ID");
        paypal.token = paypal.token(PayPal.APP);
        paypal.clock.advance(Duration.ofDays(3));
        paypal.token = paypal.token(PayPal.APP);
        refused(paypal.get(SETUPS + "/" + id), 404, "INVALID_RESOURCE_ID");
    }

    @Test
    void takesAnOrderOfAStoredAccountAtOnce() throws Exception {
        String token = stored("approve");
        HttpResponse<String> paid = order("invoice-1", token);
        assertThat(paid.statusCode()).isEqualTo(201);
        assertThat(PayPal.capture(json(paid)).getString("status")).isEqualTo("COMPLETED");
        HttpResponse<String> again = order("invoice-1", token);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).getString("id")).isEqualTo(json(paid).getString("id"));
        paypal.clock.advance(Duration.ofHours(7));
        refused(order("invoice-1", token), 422, "DUPLICATE_INVOICE_ID");
        paypal.act(token, "revoke");
        refused(order("invoice-2", token), 422, "AGREEMENT_ALREADY_CANCELLED");
        refused(order("invoice-3", "nothing"), 422, "TOKEN_ID_NOT_FOUND");
    }

    @Test
    void declinesAsTheBuyerHasChosen() throws Exception {
        refused(order("invoice-1", stored("approve_no_funds")), 422, "INSTRUMENT_DECLINED");
        refused(order("invoice-2", stored("approve_closed")), 422, "PAYER_ACCOUNT_LOCKED_OR_CLOSED");
        JsonObject asks = json(order("invoice-3", stored("approve_asks")));
        assertThat(asks.getString("status")).isEqualTo("PAYER_ACTION_REQUIRED");
        assertThat(link(asks, "payer-action")).contains("/checkoutnow?token=");
    }

    private JsonObject setUp() throws Exception {
        HttpResponse<String> answer = setUp(SETUP);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private HttpResponse<String> setUp(String body) throws Exception {
        return paypal.call("POST", SETUPS, body, "PayPal-Request-Id", "setup-" + System.nanoTime());
    }

    private HttpResponse<String> store(String setup) throws Exception {
        String body = "{\"payment_source\":{\"token\":{\"id\":\"" + setup + "\",\"type\":\"SETUP_TOKEN\"}}}";
        return paypal.call("POST", TOKENS, body, "PayPal-Request-Id", "token-" + setup);
    }

    private String stored(String action) throws Exception {
        String setup = setUp().getString("id");
        paypal.act(setup, action);
        return json(store(setup)).getString("id");
    }

    private HttpResponse<String> order(String invoiceId, String token) throws Exception {
        JsonObject body = PayPal.orderBody("USD", "10.00", invoiceId);
        body.getJsonObject("payment_source").getJsonObject("paypal").put("vault_id", token);
        return paypal.call(
                "POST",
                "/v2/checkout/orders",
                body.encode(),
                "PayPal-Request-Id",
                invoiceId,
                "Prefer",
                "return=representation");
    }
}
