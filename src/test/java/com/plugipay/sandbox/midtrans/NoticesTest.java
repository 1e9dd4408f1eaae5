package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.midtrans.MidtransBench.qris;
import static com.plugipay.sandbox.midtrans.MidtransBench.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.midtrans.MidtransBench.Heard;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Midtrans tells the merchant, where, how often, and with which signature. */
class NoticesTest {
    private MidtransBench bench = new MidtransBench(MidtransOptions.STANDARD);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void signsAsTheDocumentationSays() {
        JsonObject body = new JsonObject()
                .put("order_id", "order-101")
                .put("status_code", "200")
                .put("gross_amount", "10000.00");
        assertThat(MidtransWire.signature(body, "SB-Mid-server-TEST"))
                .isEqualTo("c9ce42362c35b05383e4e52fd0072f2080ec4664bbe5b87a88ea3217a5a9107e"
                        + "2cdee5befb4609d8f0ed35d8ea8baee08a9ea9966e351cf59aec7cf64735b269");
    }

    @Test
    void tellsOfTheChargeAndOfThePayment() {
        String id = bench.charged(qris("order-1", 10_000).put("custom_field1", "ws_42"))
                .getString("transaction_id");
        Heard first = bench.next();
        assertThat(first.path()).isEqualTo("/dashboard");
        assertThat(first.agent()).isEqualTo("Veritrans");
        JsonObject pending = first.body();
        assertThat(pending.getString("transaction_status")).isEqualTo("pending");
        assertThat(pending.getString("status_code")).isEqualTo("201");
        assertThat(pending.getString("gross_amount")).isEqualTo("10000.00");
        assertThat(pending.getString("status_message")).isEqualTo("midtrans payment notification");
        assertThat(pending.containsKey("actions")).isFalse();
        signed(pending);

        bench.act(id, "pay");
        JsonObject settlement = bench.next("settlement");
        signed(settlement);
        assertThat(settlement.getString("status_code")).isEqualTo("200");
        assertThat(settlement.getString("custom_field1")).isEqualTo("ws_42");
        assertThat(settlement.getString("issuer")).isEqualTo("dana");
        assertThat(settlement.getString("settlement_time")).isNotBlank();
        assertThat(bench.status("order-1").getString("transaction_status")).isEqualTo("settlement");
        assertThat(bench.book(id).getLong("paid")).isEqualTo(10_000);
        assertThat(bench.control(id, "pay").status()).isEqualTo(400);
        assertThat(bench.control(id, "dance").status()).isEqualTo(400);
        assertThat(bench.control("nobody", "pay").status()).isEqualTo(400);
    }

    @Test
    void tellsWhomTheRequestNames() {
        String a = bench.merchantUrl + "/a";
        String b = bench.merchantUrl + "/b";
        String c = bench.merchantUrl + "/c";
        charge("order-1", Map.of("X-Override-Notification", String.join(", ", a, b, c)), "201");
        assertThat(Stream.of(bench.next(), bench.next(), bench.next()).map(Heard::path))
                .containsExactlyInAnyOrder("/a", "/b", "/c");
        charge("order-2", Map.of("X-Append-Notification", a), "201");
        assertThat(Stream.of(bench.next(), bench.next()).map(Heard::path))
                .containsExactlyInAnyOrder("/dashboard", "/a");
        charge("order-3", Map.of("X-Override-Notification", String.join(",", a, b, c, c + "2")), "400");
        charge("order-3", Map.of("X-Override-Notification", "shop"), "400");
        assertThat(bench.heardNothingElse()).isTrue();
    }

    @Test
    void tellsOfEveryEnd() {
        String denied = bench.charged(qris("order-1", 10_000)).getString("transaction_id");
        bench.next("pending");
        bench.act(denied, "deny");
        assertThat(bench.next("deny").getString("status_code")).isEqualTo("202");

        bench.charged(qris("order-2", 10_000));
        bench.next("pending");
        bench.post("/v2/order-2/cancel").expect("200");
        assertThat(bench.next("cancel").getString("status_code")).isEqualTo("200");

        bench.charged(qris("order-3", 10_000));
        bench.next("pending");
        bench.post("/v2/order-3/expire").expect("407");
        JsonObject expired = bench.next("expire");
        assertThat(expired.getString("status_code")).isEqualTo("202");
        signed(expired);

        String reversed = bench.charged(transfer("order-4", 10_000, "permata")).getString("transaction_id");
        bench.next("pending");
        bench.act(reversed, "pay");
        bench.next("settlement");
        bench.act(reversed, "reverse");
        bench.next("deny");
        assertThat(bench.book(reversed).getLong("paid")).isZero();
    }

    @Test
    void letsBuyersPayWrongAndLate() {
        bench.faults("{\"amount_mismatch\":{\"probability\":1,\"times\":1},\"late_success\":{\"probability\":1}}");
        String id = bench.charged(qris("order-1", 10_000)).getString("transaction_id");
        bench.next("pending");
        bench.post("/v2/order-1/expire").expect("407");
        bench.next("expire");
        JsonObject late = bench.next("settlement");
        assertThat(late.getString("gross_amount")).isEqualTo("9999.00");
        signed(late);
        assertThat(bench.book(id).getLong("paid")).isEqualTo(9_999);
    }

    @Test
    void forgesASignature() {
        bench.faults("{\"wrong_signature\":{\"probability\":1,\"times\":1}}");
        bench.charged(qris("order-1", 10_000));
        JsonObject forged = bench.next("pending");
        JsonObject right = bench.next("pending");
        signed(right);
        assertThat(forged.getString("signature_key")).isNotEqualTo(right.getString("signature_key"));
        assertThat(forged.copy().put("signature_key", ""))
                .isEqualTo(right.copy().put("signature_key", ""));
    }

    @Test
    void imposesAFee() {
        bench.close();
        bench = new MidtransBench(new MidtransOptions(false, 4_000, Set.of()));
        bench.charged(transfer("order-1", 10_000, "bca"));
        JsonObject notice = bench.next("pending");
        signed(notice);
        assertThat(notice.getString("gross_amount")).isEqualTo("14000.00");
        assertThat(notice.getJsonObject("metadata").getJsonObject("extra_info").getJsonObject("gross_amount_info"))
                .isEqualTo(new JsonObject()
                        .put("original_amount", "10000")
                        .put("gross_amount", "14000")
                        .put("customer_imposed_payment_fee", "4000"));
    }

    @Test
    void repeatsByTheAnswer() {
        bench.answers.addAll(List.of(500, 500));
        bench.charged(qris("order-1", 10_000));
        bench.next("pending");
        bench.next("pending");
        bench.answers.addAll(List.of(404, 404, 404));
        bench.charged(qris("order-2", 10_000));
        for (int i = 0; i < 3; i++) {
            assertThat(bench.next("pending").getString("order_id")).isEqualTo("order-2");
        }
        assertThat(bench.heardNothingElse()).isTrue();
    }

    @Test
    void repeatsNoOftenerThanTheTableSays() {
        RandomGenerator random = new SplittableRandom(1);
        assertThat(repeats(random, 200)).isZero();
        assertThat(repeats(random, 302)).isZero();
        assertThat(repeats(random, 500)).isEqualTo(1);
        assertThat(repeats(random, 400)).isEqualTo(2);
        assertThat(repeats(random, 404)).isEqualTo(2);
        assertThat(repeats(random, 503)).isEqualTo(4);
        assertThat(repeats(random, 401)).isEqualTo(5);
        assertThat(repeats(random, 0)).isEqualTo(5);
        assertThat(MidtransNotifier.untilRepeat(5, 401, random).orElseThrow())
                .isBetween(Duration.ofMinutes(189), Duration.ofMinutes(210));
    }

    private static int repeats(RandomGenerator random, int status) {
        int attempt = 1;
        Optional<Duration> wait = MidtransNotifier.untilRepeat(attempt, status, random);
        while (wait.isPresent()) {
            attempt++;
            wait = MidtransNotifier.untilRepeat(attempt, status, random);
        }
        return attempt - 1;
    }

    private void charge(String orderId, Map<String, String> headers, String code) {
        bench.call("POST", "/v2/charge", qris(orderId, 10_000).encode(), headers)
                .expect(code);
    }

    private static void signed(JsonObject notice) {
        assertThat(notice.getString("signature_key"))
                .isEqualTo(MidtransWire.signature(notice, MidtransBench.SERVER_KEY));
    }
}
