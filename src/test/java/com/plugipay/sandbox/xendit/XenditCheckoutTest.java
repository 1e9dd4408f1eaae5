package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditWorld.location;
import static com.plugipay.sandbox.xendit.XenditWorld.sessionBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.xendit.XenditWorld.Heard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hosted pages, as programs ask for them and as buyers use them. */
class XenditCheckoutTest {
    private final XenditWorld world = new XenditWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void makesSessions() throws Exception {
        JsonObject session = session();
        assertThat(session.getString("payment_session_id")).matches("ps-[0-9a-f]{24}");
        assertThat(session.getString("status")).isEqualTo("ACTIVE");
        assertThat(session.getInteger("amount")).isEqualTo(150_000);
        assertThat(session.getValue("payment_request_id")).isNull();
        assertThat(session.getString("payment_link_url"))
                .isEqualTo(world.url() + "/xendit/checkout/sessions/" + session.getString("payment_session_id"));
        assertThat(Duration.between(session.getInstant("created"), session.getInstant("expires_at")))
                .isEqualTo(Duration.ofMinutes(30));
        String path = "/sessions/" + session.getString("payment_session_id");
        assertThat(world.ok("GET", path, null)).isEqualTo(session);
        assertThat(world.ok("POST", path + "/cancel", null).getString("status")).isEqualTo("CANCELED");
        assertThat(get(session).statusCode()).isEqualTo(410);
    }

    @Test
    void refusesNonsense() throws Exception {
        refused("amount", 0, "INVALID_AMOUNT");
        refused("amount", 1.5, "INVALID_AMOUNT");
        refused("currency", "XYZ", "INVALID_CURRENCY");
        refused("country", "DE", "INVALID_COUNTRY");
        refused("allowed_payment_channels", new JsonArray().add("MONOPOLY"), "INVALID_PAYMENT_CHANNEL");
        refused("success_return_url", "http://toko.example/ok", "INVALID_URL");
        refused("cancel_return_url", "javascript:alert(1)", "INVALID_URL");
        refused("expires_at", world.clock.instant().plusSeconds(300).toString(), "INVALID_EXPIRY_DATE");
        refused("customer_id", "cust-nobody", "INVALID_CUSTOMER_ID");
        refused("allow_save_payment_method", "FORCED", "MISSING_CUSTOMER");
        refused("mode", "COMPONENTS", "MODE_NOT_SUPPORTED");
        refused("session_type", "AUTHORIZATION", "API_VALIDATION_ERROR");
        refused("reference_id", "x".repeat(65), "API_VALIDATION_ERROR");
        JsonObject metadata = json();
        for (int i = 0; i < 21; i++) {
            metadata.put("key" + i, "value");
        }
        refused("metadata", metadata, "INVALID_METADATA");
        JsonObject customer = json("reference_id", "budi", "individual_detail", json("given_names", "Budi"));
        world.ok("POST", "/sessions", sessionBody().put("customer", customer));
        world.refused("POST", "/sessions", sessionBody().put("customer", customer), 409, "DUPLICATE_ERROR");
    }

    @Test
    void isPaidByScanning() throws Exception {
        JsonObject session = session();
        assertThat(get(session).body()).contains("Rp 150.000", "BCA Virtual Account", "no real money");
        String waiting = location(world.form(path(session), Map.of("channel", "QRIS")));
        String page = world.get(waiting).body();
        String desk = page.replaceFirst("(?s).*href=\"(/xendit/checkout/qr\\?code=[^\"]*)\".*", "$1");
        assertThat(world.get(desk).body()).contains("TEST ONLY TOKO CONTOH", "Rp 150.000", "GoPay");
        String code = URLDecoder.decode(desk.substring(desk.indexOf("=") + 1), StandardCharsets.UTF_8);
        HttpResponse<String> paid = world.form("/xendit/checkout/qr", Map.of("code", code, "issuer", "DANA"));
        assertThat(location(paid)).isEqualTo(path(session));
        assertThat(location(get(session))).isEqualTo("http://localhost:1/ok");

        Heard capture = world.next("payment.capture");
        assertThat(capture.data().getJsonObject("payment_details").getString("issuer_name"))
                .isEqualTo("DANA");
        JsonObject completed = world.next("payment_session.completed").data();
        assertThat(completed.getString("status")).isEqualTo("COMPLETED");
        assertThat(completed.getString("payment_id")).isEqualTo(capture.data().getString("payment_id"));
        assertThat(world.books()).hasSize(1);
    }

    @Test
    void isPaidToAVirtualAccountWithTheExactAmount() throws Exception {
        JsonObject session = session();
        world.form(path(session), Map.of("channel", "BRI_VIRTUAL_ACCOUNT"));
        String number = world.ok("GET", "/v3/payment_requests", null)
                .getJsonArray("data")
                .getJsonObject(0)
                .getJsonArray("actions")
                .getJsonObject(0)
                .getString("value");
        assertThat(world.get("/xendit/checkout").body()).contains("BRI");
        assertThat(world.get("/xendit/checkout/va?code=" + number).body()).contains("value=\"150000\"");
        Map<String, String> less = Map.of("code", number, "amount", "100000");
        assertThat(world.form("/xendit/checkout/va", less).statusCode()).isEqualTo(400);
        world.faults("{\"amount_mismatch\":{\"probability\":1}}");
        assertThat(location(world.form("/xendit/checkout/va", less))).isEqualTo(path(session));
        assertThat(world.next("payment.capture")
                        .data()
                        .getJsonArray("captures")
                        .getJsonObject(0)
                        .getInteger("capture_amount"))
                .isEqualTo(100_000);
        assertThat(world.books().getFirst().getLong("paid")).isEqualTo(100_000);
    }

    @Test
    void isPaidAtACounter() throws Exception {
        JsonObject request = world.request("INDOMARET", 25_000, json("payer_name", "Budi"));
        String code = request.getJsonArray("actions").getJsonObject(0).getString("value");
        assertThat(world.get("/xendit/checkout/counter?code=" + code).body()).contains("Rp 25.000");
        assertThat(world.get("/xendit/checkout/counter?code=nothing").statusCode())
                .isEqualTo(400);
        assertThat(world.form("/xendit/checkout/counter", Map.of("code", code)).body())
                .contains("Paid");
        world.next("payment.capture");
    }

    @Test
    void isPaidByCardAfterOneRefusal() throws Exception {
        JsonObject session = session();
        assertThat(world.get(path(session) + "?channel=CARDS").body()).contains("Card number");
        assertThat(world.form(path(session), card("4000000000001000", "2020")).body())
                .contains("The card has expired");
        String bank = location(world.form(path(session), card("4000000000002503", "2040")));
        assertThat(location(world.form(bank, Map.of("answer", "decline")))).isEqualTo(path(session));
        assertThat(get(session).body()).contains("The payment failed: AUTHENTICATION_FAILED");
        world.next("payment.failure");
        String paid = location(world.form(path(session), card("4000 0000 0000 1000", "2040")));
        assertThat(location(world.get(paid))).isEqualTo("http://localhost:1/ok");
        world.next("payment.capture");
    }

    @Test
    void isApprovedInAWallet() throws Exception {
        JsonObject session = session();
        Map<String, String> wrong = Map.of("channel", "OVO", "phone", "0812");
        assertThat(world.form(path(session), wrong).body()).contains("phone number must look like");
        String wallet = location(world.form(path(session), Map.of("channel", "OVO", "phone", "+6281234567890")));
        assertThat(world.get(wallet).body()).contains("Approve", "Decline");
        world.form(wallet, Map.of("answer", "approve"));
        assertThat(location(get(session))).isEqualTo("http://localhost:1/ok");

        JsonObject direct = world.request(
                "DANA",
                5_000,
                json("success_return_url", "https://toko.example/ok", "failure_return_url", "https://toko.example/no"));
        String page = URI.create(direct.getJsonArray("actions").getJsonObject(0).getString("value"))
                .getPath();
        assertThat(location(world.form(page, Map.of("answer", "decline")))).isEqualTo("https://toko.example/no");
    }

    @Test
    void expiresAndIsPaidLate() throws Exception {
        JsonObject session = session();
        world.clock.advance(Duration.ofMinutes(31));
        assertThat(world.next("payment_session.expired").data().getString("status"))
                .isEqualTo("EXPIRED");
        assertThat(world.act(id(session), "pay")).isEqualTo(400);
        world.faults("{\"late_success\":{\"probability\":1}}");
        assertThat(world.act(id(session), "pay")).isEqualTo(204);
        world.next("payment.capture");
        JsonObject now = world.ok("GET", "/sessions/" + id(session), null);
        assertThat(now.getString("status")).isEqualTo("EXPIRED");
        assertThat(now.getString("payment_id")).startsWith("py-");
    }

    private JsonObject session() throws Exception {
        return world.ok("POST", "/sessions", sessionBody());
    }

    private static String id(JsonObject session) {
        return session.getString("payment_session_id");
    }

    private static String path(JsonObject session) {
        return "/xendit/checkout/sessions/" + id(session);
    }

    private HttpResponse<String> get(JsonObject session) throws Exception {
        return world.get(path(session));
    }

    private static Map<String, String> card(String number, String year) {
        return Map.of("channel", "CARDS", "number", number, "month", "12", "year", year, "cvv", "123");
    }

    private void refused(String field, Object value, String code) throws Exception {
        world.refused("POST", "/sessions", sessionBody().put(field, value), 400, code);
    }
}
