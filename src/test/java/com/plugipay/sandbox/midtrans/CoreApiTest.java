package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.midtrans.MidtransBench.order;
import static com.plugipay.sandbox.midtrans.MidtransBench.qris;
import static com.plugipay.sandbox.midtrans.MidtransBench.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.midtrans.MidtransBench.Reply;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Core API over HTTP: every method once, every refusal once. */
class CoreApiTest {
    private MidtransBench bench = new MidtransBench(MidtransOptions.STANDARD);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void chargesQrisWithACodeThatScans() throws Exception {
        JsonObject answer = bench.charged(qris("order-1", 150_000)
                .put("custom_field1", "ws_42")
                .put(
                        "item_details",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "Kaos")
                                        .put("price", 75_000)
                                        .put("quantity", 2))));
        assertThat(answer.getString("gross_amount")).isEqualTo("150000.00");
        assertThat(answer.getString("transaction_time")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(answer.getString("fraud_status")).isEqualTo("accept");
        assertThat(answer.getString("custom_field1")).isEqualTo("ws_42");
        assertThat(answer.getString("acquirer")).isEqualTo("gopay");
        String text = answer.getString("qr_string");
        assertThat(text).startsWith("000201010212").contains("5406150000", "SANDBOX NO REAL MONEY");
        assertThat(Qris.checksum(text.substring(0, text.length() - 4))).isEqualTo(text.substring(text.length() - 4));

        JsonObject action = answer.getJsonArray("actions").getJsonObject(0);
        assertThat(action.getString("name")).isEqualTo("generate-qr-code");
        assertThat(action.getString("url")).endsWith("/v2/qris/" + answer.getString("transaction_id") + "/qr-code");
        assertThat(scan(bench.bytes(action.getString("url")))).isEqualTo(text);
    }

    @Test
    void knowsTheChecksumOfTheStandard() {
        assertThat(Qris.checksum("123456789")).isEqualTo("29B1");
    }

    @Test
    void chargesBankTransfers() {
        for (String bank : List.of("bca", "bni", "bri", "cimb", "bsi", "danamon")) {
            JsonObject answer = bench.charged(transfer("order-" + bank, 10_000, bank));
            JsonObject number = answer.getJsonArray("va_numbers").getJsonObject(0);
            assertThat(number.getString("bank")).isEqualTo(bank);
            assertThat(number.getString("va_number")).matches("\\d{16}");
        }
        assertThat(bench.charged(transfer("order-permata", 10_000, "permata")).getString("permata_va_number"))
                .matches("\\d{16}");
        JsonObject bill = bench.charged(order("order-mandiri", 10_000)
                .put("payment_type", "echannel")
                .put("echannel", new JsonObject().put("bill_info1", "For:").put("bill_info2", "shoes")));
        assertThat(bill.getString("biller_code")).isEqualTo("70012");
        assertThat(bill.getString("bill_key")).matches("\\d{12}");
    }

    @Test
    void chargesWalletsAndStores() {
        JsonObject gopay = bench.charged(
                wallet("gopay", new JsonObject().put("enable_callback", true).put("callback_url", "http://shop")));
        assertThat(names(gopay)).containsExactly("generate-qr-code", "deeplink-redirect", "get-status", "cancel");
        assertThat(gopay.getString("transaction_id")).startsWith("A1").endsWith("ID");
        assertThat(names(bench.charged(wallet("shopeepay", new JsonObject())))).containsExactly("deeplink-redirect");
        assertThat(names(bench.charged(wallet("dana", new JsonObject())))).containsExactly("deeplink-redirect");
        JsonObject store = bench.charged(
                wallet("cstore", new JsonObject().put("store", "indomaret").put("message", "hello")));
        assertThat(store.getString("payment_code")).matches("\\d{14}");
        assertThat(store.getString("store")).isEqualTo("indomaret");
        assertThat(store.containsKey("fraud_status")).isFalse();
        JsonObject ovo = bench.charged(
                wallet("ovo", new JsonObject()).put("customer_details", new JsonObject().put("phone", "+62812345678")));
        assertThat(ovo.getString("payer_phone_number")).isEqualTo("+62812345678");
    }

    @Test
    void tellsTheStatusOfSomeOnlyByTransactionId() {
        JsonObject dana = bench.charged(wallet("dana", new JsonObject()));
        String id = dana.getString("transaction_id");
        assertThat(bench.status("order-dana").getString("status_code")).isEqualTo("404");
        assertThat(bench.status(id).getString("order_id")).isEqualTo(id);
        assertThat(bench.status(id).getString("transaction_status")).isEqualTo("PENDING");
        assertThat(bench.status(id).getJsonArray("actions")).hasSize(1);
        bench.charged(transfer("order-bsi", 10_000, "bsi"));
        assertThat(bench.status("order-bsi").getString("status_code")).isEqualTo("404");

        bench.charged(qris("order-1", 10_000));
        JsonObject status = bench.status("order-1");
        assertThat(status.getString("status_code")).isEqualTo("201");
        assertThat(status.getString("order_id")).isEqualTo("order-1");
        assertThat(status.containsKey("actions")).isFalse();
    }

    @Test
    void listsWhatIsWrong() {
        refused(new JsonObject(), "payment_type is required");
        refused(new JsonObject().put("payment_type", "barter"), "payment_type is not supported");
        refused(transfer("o", 1, "moon"), "bank_transfer.bank is not supported: moon");
        refused(
                new JsonObject().put("payment_type", "qris"),
                "transaction_details.order_id is required",
                "transaction_details.gross_amount is required");
        refused(
                qris("order 1", 0),
                "transaction_details.order_id contains characters other than letters, digits and - _ ~ .",
                "transaction_details.gross_amount must be greater than or equal to 0.01");
        refused(qris("o".repeat(51), 1), "transaction_details.order_id too long");
        JsonObject decimals = qris("order-1", 1);
        decimals.getJsonObject("transaction_details").put("gross_amount", 10.5);
        refused(decimals, "transaction_details.gross_amount is not a number without decimals");
        refused(
                qris("order-1", 10)
                        .put(
                                "item_details",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", "a")
                                                .put("price", 4)
                                                .put("quantity", 2))),
                "transaction_details.gross_amount is not equal to the sum of item_details");
        refused(
                qris("order-1", 10)
                        .put(
                                "custom_expiry",
                                new JsonObject().put("expiry_duration", 5).put("unit", "moon")),
                "custom_expiry.unit must be second, minute, hour or day");
        refused(wallet("ovo", new JsonObject()), "customer_details.phone is required");
    }

    @Test
    void refusesInItsOwnWords() {
        Reply stranger = bench.call("POST", "/v2/charge", qris("order-1", 1).encode(), Map.of(), "wrong");
        assertThat(stranger.status()).isEqualTo(401);
        stranger.expect("401");
        bench.call("POST", "/v2/charge", "{", Map.of()).expect("413");
        assertThat(bench.status("nothing").getString("status_message")).isEqualTo("Transaction doesn't exist.");

        JsonObject charged = bench.charged(qris("order-1", 10_000));
        Reply twice = bench.post("/v2/charge", qris("order-1", 10_000));
        assertThat(twice.status()).isEqualTo(200);
        assertThat(twice.expect("406").getString("status_message"))
                .isEqualTo("Duplicate order ID. Order ID has already been utilized previously");
        bench.call("GET", "/v2/order-1/status", "", Map.of(), "other").expect("404");
        assertThat(charged.getString("merchant_id")).isEqualTo("G000000001");
        bench.post("/v2/charge", order("o", 1).put("payment_type", "credit_card"))
                .expect("411");
    }

    @Test
    void cancelsAndExpires() {
        bench.charged(qris("order-1", 10_000));
        JsonObject canceled = bench.post("/v2/order-1/cancel").expect("200");
        assertThat(canceled.getString("transaction_status")).isEqualTo("cancel");
        bench.post("/v2/order-1/cancel").expect("412");
        bench.post("/v2/order-1/expire").expect("412");

        bench.charged(qris("order-2", 10_000));
        assertThat(bench.call("POST", "/v2/order-2/expire", "null", Map.of())
                        .expect("407")
                        .getString("transaction_status"))
                .isEqualTo("expire");
        bench.post("/v2/order-2/expire").expect("407");
        assertThat(bench.status("order-2").getString("status_code")).isEqualTo("407");

        bench.charged(qris("order-3", 10_000)
                .put("custom_expiry", new JsonObject().put("expiry_duration", 2).put("unit", "hour")));
        bench.clock.advance(Duration.ofMinutes(119));
        assertThat(bench.status("order-3").getString("transaction_status")).isEqualTo("pending");
        bench.clock.advance(Duration.ofMinutes(2));
        assertThat(bench.status("order-3").getString("transaction_status")).isEqualTo("expire");
    }

    @Test
    void replaysByIdempotencyKeyForFiveMinutes() {
        Map<String, String> key = Map.of("Idempotency-Key", "key-1");
        String body = qris("order-1", 10_000).encode();
        Reply first = bench.call("POST", "/v2/charge", body, key);
        assertThat(bench.call("POST", "/v2/charge", body, key).json()).isEqualTo(first.json());
        // The key alone counts, not the path and not the body.
        assertThat(bench.call("POST", "/v2/order-1/cancel", "", key).json()).isEqualTo(first.json());
        bench.call("POST", "/v2/charge", body, Map.of("Idempotency-Key", "k".repeat(47)))
                .expect("406");
        bench.clock.advance(Duration.ofMinutes(5));
        bench.call("POST", "/v2/charge", body, key).expect("406");

        Map<String, String> failed = Map.of("Idempotency-Key", "key-2");
        bench.call("POST", "/v2/charge", qris("order 2", 1).encode(), failed).expect("400");
        bench.call("POST", "/v2/charge", qris("order-2", 1).encode(), failed).expect("201");

        Map<String, String> permata = Map.of("Idempotency-Key", "key-3");
        String transfer = transfer("order-3", 10_000, "permata").encode();
        bench.call("POST", "/v2/charge", transfer, permata).expect("201");
        bench.call("POST", "/v2/charge", transfer, permata).expect("406");
    }

    @Test
    void wordsFaultsAsMidtransDoes() {
        bench.faults("{\"server_error\":{\"probability\":1,\"times\":1}}");
        Reply broken = bench.post("/v2/charge", qris("order-1", 1));
        assertThat(broken.status()).isEqualTo(500);
        broken.expect("500");
        bench.faults("{\"rate_limited\":{\"probability\":1,\"times\":1}}");
        assertThat(bench.post("/v2/charge", qris("order-1", 1)).status()).isEqualTo(429);
        bench.faults("{\"server_error\":{\"probability\":1,\"times\":1}}");
        assertThat(bench.post("/snap/v1/transactions", order("order-1", 1))
                        .json()
                        .getJsonArray("error_messages"))
                .hasSize(1);
    }

    @Test
    void letsHttpMirrorTheBodyAndMethodsBeOff() {
        bench.close();
        bench = new MidtransBench(new MidtransOptions(true, 0, Set.of("bca_va")));
        assertThat(bench.post("/v2/charge", qris("order-1", 1)).status()).isEqualTo(201);
        assertThat(bench.post("/v2/charge", qris("order-1", 1)).status()).isEqualTo(406);
        assertThat(bench.post("/v2/charge", qris("", 1)).status()).isEqualTo(400);
        Reply off = bench.post("/v2/charge", transfer("order-2", 1, "bca"));
        assertThat(off.status()).isEqualTo(402);
        off.expect("402");
    }

    private void refused(JsonObject body, String... messages) {
        Reply reply = bench.post("/v2/charge", body);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.expect("400").getJsonArray("validation_messages")).isEqualTo(new JsonArray(List.of(messages)));
    }

    private static JsonObject wallet(String type, JsonObject part) {
        return order("order-" + type, 10_000).put("payment_type", type).put(type, part);
    }

    private static List<String> names(JsonObject answer) {
        return answer.getJsonArray("actions").stream()
                .map(JsonObject.class::cast)
                .map(action -> action.getString("name"))
                .toList();
    }

    private static String scan(byte[] png) throws Exception {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        int width = picture.getWidth();
        int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
        return new QRCodeReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new RGBLuminanceSource(width, picture.getHeight(), pixels))))
                .getText();
    }
}
