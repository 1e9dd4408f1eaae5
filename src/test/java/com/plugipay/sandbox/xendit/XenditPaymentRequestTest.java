package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditWorld.requestBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.xendit.XenditWorld.Heard;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Direct payments: version 3 of the payment requests. */
class XenditPaymentRequestTest {
    private static final String PATH = "/v3/payment_requests";

    private final XenditWorld world = new XenditWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void takesAQrisPayment() throws Exception {
        HttpResponse<String> answer = world.api(
                "POST", PATH, requestBody("QRIS", 150_000, json()).put("metadata", json("workspace", "ws_42")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Rate-Limit-Limit")).hasValue("60");
        assertThat(answer.headers().firstValue("Rate-Limit-Remaining")).hasValue("59");
        assertThat(answer.headers().firstValue("Rate-Limit-Reset")).isPresent();
        assertThat(answer.body()).contains("\"request_amount\":150000,");
        JsonObject request = new JsonObject(answer.body());
        String id = request.getString("payment_request_id");
        assertThat(id).startsWith("pr-").hasSize(39);
        assertThat(request.getString("status")).isEqualTo("REQUIRES_ACTION");
        assertThat(action(request).getString("descriptor")).isEqualTo("QR_STRING");
        assertThat(Qris.decode(action(request).getString("value"))).containsEntry("54", "150000");

        JsonObject simulated = world.ok("POST", PATH + "/" + id + "/simulate", json("amount", 150_000));
        assertThat(simulated.getString("status")).isEqualTo("PENDING");
        Heard capture = world.next("payment.capture");
        assertThat(capture.token()).isEqualTo("token-1");
        assertThat(capture.id()).isNotBlank();
        assertThat(capture.body().getString("business_id")).isEqualTo(request.getString("business_id"));
        JsonObject data = capture.data();
        assertThat(data.getString("payment_request_id")).isEqualTo(id);
        assertThat(data.getString("reference_id")).isEqualTo("order-1");
        assertThat(data.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(data.getJsonArray("captures").getJsonObject(0).getInteger("capture_amount"))
                .isEqualTo(150_000);
        assertThat(data.getJsonObject("metadata")).isEqualTo(json("workspace", "ws_42"));

        JsonObject paid = world.ok("GET", PATH + "/" + id, null);
        assertThat(paid.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(paid.getString("latest_payment_id")).isEqualTo(data.getString("payment_id"));
        assertThat(world.ok("GET", "/v3/payments/" + data.getString("payment_id"), null))
                .isEqualTo(data);
        assertThat(world.ok("GET", PATH + "?reference_id=order-1", null).getJsonArray("data"))
                .hasSize(1);
        assertThat(world.ok("GET", PATH + "?reference_id=order-9", null).getJsonArray("data"))
                .isEmpty();
        assertThat(world.books().getFirst().getLong("paid")).isEqualTo(150_000);
    }

    @Test
    void givesNumbersAndCodes() throws Exception {
        JsonObject account = world.request("BCA_VIRTUAL_ACCOUNT", 10_000, json("display_name", "Budi"));
        assertThat(action(account).getString("descriptor")).isEqualTo("VIRTUAL_ACCOUNT_NUMBER");
        assertThat(action(account).getString("value")).matches("10766\\d{11}");
        assertThat(account.getJsonObject("channel_properties").getInstant("expires_at"))
                .isEqualTo(world.clock.instant().plus(Duration.ofDays(1)));
        JsonObject chosen = world.request(
                "BNI_VIRTUAL_ACCOUNT", 10_000, json("display_name", "Budi", "virtual_account_number", "8808123"));
        assertThat(action(chosen).getString("value")).isEqualTo("8808123");

        JsonObject store = world.ok(
                "POST",
                PATH,
                requestBody("ALFAMART", 50_000, json("payer_name", "Budi")).put("type", "REUSABLE_PAYMENT_CODE"));
        assertThat(store.getString("status")).isEqualTo("ACCEPTING_PAYMENTS");
        assertThat(action(store).getString("descriptor")).isEqualTo("PAYMENT_CODE");
        world.act(store.getString("payment_request_id"), "pay");
        world.next("payment.capture");
        assertThat(find(store).getString("status")).isEqualTo("ACCEPTING_PAYMENTS");

        JsonObject wallet = world.request("DANA", 50_000, json("success_return_url", "https://toko.example/ok"));
        assertThat(action(wallet).getString("type")).isEqualTo("REDIRECT_CUSTOMER");
    }

    @Test
    void cancels() throws Exception {
        JsonObject request = world.request("QRIS", 5_000, json());
        String cancel = PATH + "/" + request.getString("payment_request_id") + "/cancel";
        assertThat(world.ok("POST", cancel, null).getString("status")).isEqualTo("CANCELED");
        world.refused("POST", cancel, null, 409, "INELIGIBLE_TRANSACTION_STATUS");
        assertThat(world.act(request.getString("payment_request_id"), "pay")).isEqualTo(400);
    }

    @Test
    void expiresByTheClock() throws Exception {
        JsonObject ovo = world.request("OVO", 5_000, json("account_mobile_number", "+6281234567890"));
        world.clock.advance(Duration.ofSeconds(55));
        Heard expiry = world.next("payment_request.expiry");
        assertThat(expiry.data().getString("status")).isEqualTo("EXPIRED");
        assertThat(find(ovo).getString("status")).isEqualTo("EXPIRED");
        assertThat(world.act(ovo.getString("payment_request_id"), "pay")).isEqualTo(400);
        world.faults("{\"late_success\":{\"probability\":1}}");
        assertThat(world.act(ovo.getString("payment_request_id"), "pay")).isEqualTo(204);
        world.next("payment.capture");
        assertThat(find(ovo).getString("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void failsAsTheBuyerOrTheAmountSays() throws Exception {
        JsonObject wallet = world.request("DANA", 50_000, json("success_return_url", "https://toko.example/ok"));
        world.act(wallet.getString("payment_request_id"), "fail");
        JsonObject failure = world.next("payment.failure").data();
        assertThat(failure.getString("failure_code")).isEqualTo("USER_DECLINED_PAYMENT");
        assertThat(failure.getString("status")).isEqualTo("FAILED");

        JsonObject card = world.request("CARDS", 10_054, card("4000000000001000"));
        assertThat(card.getString("status")).isEqualTo("FAILED");
        assertThat(card.getString("failure_code")).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(world.next("payment.failure").data().getString("failure_code"))
                .isEqualTo("INSUFFICIENT_BALANCE");
    }

    @Test
    void takesCards() throws Exception {
        JsonObject asked = world.request("CARDS", 50_000, card("4000000000002503"));
        assertThat(asked.getString("status")).isEqualTo("REQUIRES_ACTION");
        assertThat(asked.encode()).contains("400000XXXXXX2503").doesNotContain("4000000000002503", "\"123\"");
        world.refused("POST", PATH, requestBody("CARDS", 50_000, card("4000000000001000")), 409, "DUPLICATE_ERROR");
        JsonObject other =
                requestBody("CARDS", 50_000, card("4000000000001000")).put("reference_id", "order-2");
        assertThat(world.ok("POST", PATH, other).getString("status")).isEqualTo("SUCCEEDED");
        JsonObject old = card("4000000000001000");
        old.getJsonObject("card_details").put("expiry_year", "2020");
        world.refused(
                "POST", PATH, requestBody("CARDS", 50_000, old).put("reference_id", "order-3"), 400, "CARD_EXPIRED");
    }

    @Test
    void refusesNonsense() throws Exception {
        world.refused("POST", PATH, requestBody("BCA_VIRTUAL_ACCOUNT", 9_999, bank()), 400, "INVALID_VALUE_ERROR");
        world.refused("POST", PATH, requestBody("BCA_VIRTUAL_ACCOUNT", 50_000_001, bank()), 400, "INVALID_VALUE_ERROR");
        world.refused("POST", PATH, requestBody("QRIS", 10_000_001, json()), 400, "INVALID_VALUE_ERROR");
        world.refused("POST", PATH, requestBody("QRIS", 0, json()), 400, "INVALID_VALUE_ERROR");
        world.refused("POST", PATH, requestBody("MONOPOLY", 5_000, json()), 400, "API_VALIDATION_ERROR");
        world.refused("POST", PATH, requestBody("BCA_VIRTUAL_ACCOUNT", 20_000, json()), 400, "API_VALIDATION_ERROR");
        world.refused("POST", PATH, requestBody("OVO", 5_000, json()), 400, "API_VALIDATION_ERROR");
        world.refused(
                "POST",
                PATH,
                requestBody("DANA", 5_000, json("success_return_url", "http://toko.example/ok")),
                400,
                "API_VALIDATION_ERROR");
        world.refused(
                "POST",
                PATH,
                requestBody("QRIS", 5_000, json()).put("metadata", json("long", "x".repeat(81))),
                400,
                "INVALID_METADATA");
        world.refused("POST", PATH, json(), 400, "API_VALIDATION_ERROR");
        world.refused("GET", PATH + "/pr-unknown", null, 404, "DATA_NOT_FOUND");
        world.refused("GET", "/v2/nothing", null, 404, "NOT_FOUND");
        HttpResponse<String> unversioned = world.unversioned(PATH);
        assertThat(unversioned.statusCode()).isEqualTo(400);
        assertThat(unversioned.body()).contains("\"path\":\"api-version\"");
    }

    @Test
    void knowsItsMerchants() throws Exception {
        assertThat(world.as("xnd_development_three", "GET", PATH, null).body())
                .isEqualTo("{\"error_code\":\"INVALID_API_KEY\",\"message\":\"API key is invalid\"}");
        JsonObject request = world.request("QRIS", 5_000, json());
        HttpResponse<String> theirs =
                world.as(XenditWorld.OTHER_KEY, "GET", PATH + "/" + request.getString("payment_request_id"), null);
        assertThat(theirs.statusCode()).isEqualTo(404);
    }

    private JsonObject find(JsonObject request) throws Exception {
        return world.ok("GET", PATH + "/" + request.getString("payment_request_id"), null);
    }

    private static JsonObject action(JsonObject request) {
        return request.getJsonArray("actions").getJsonObject(0);
    }

    private static JsonObject bank() {
        return json("display_name", "Budi");
    }

    private static JsonObject card(String number) {
        return json(
                "card_details",
                json("card_number", number, "expiry_month", "12", "expiry_year", "2040", "cvn", "123"),
                "success_return_url",
                "https://toko.example/ok",
                "failure_return_url",
                "https://toko.example/sorry");
    }
}
