package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.midtrans.MidtransBench.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.midtrans.MidtransBench.Reply;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Snap: its API, its page, and the buyer's side of every kind of method. */
class SnapTest {
    private static final String PHONE = "Mozilla/5.0 (Linux; Android 15) Mobile";

    private final MidtransBench bench = new MidtransBench(MidtransOptions.STANDARD);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void makesNoTransactionUntilTheBuyerChooses() {
        JsonObject created = create("order-1", "bca_va", "other_qris");
        String page = created.getString("redirect_url");
        assertThat(page).endsWith("/midtrans/snap/v4/redirection/" + created.getString("token"));
        assertThat(bench.status("order-1").getString("status_code")).isEqualTo("404");
        assertThat(bench.book(created.getString("token")).getString("status")).isEqualTo("snap_open");

        String choices = bench.page(page).text();
        assertThat(choices)
                .contains("BCA virtual account", "QRIS", "Rp 10.000", "no real money")
                .doesNotContain("BNI virtual account", "Card</h2>", "<script", "style=");
        assertThat(bench.form(page + "/choose", "payment=bca_va").location()).isEqualTo(page);
        assertThat(bench.status("order-1").getString("transaction_status")).isEqualTo("pending");
        bench.next("pending");
        String waiting = bench.page(page).text();
        assertThat(waiting).contains("Be the buyer", "I have paid");

        String number = bench.status("order-1")
                .getJsonArray("va_numbers")
                .getJsonObject(0)
                .getString("va_number");
        String counter = bench.form("/simulator", "code=" + number).location();
        assertThat(bench.page(counter).text()).contains(number);
        bench.form(counter, "action=pay");
        bench.next("settlement");
        Reply finish = bench.page(page);
        assertThat(finish.status()).isEqualTo(303);
        assertThat(finish.location())
                .isEqualTo("http://127.0.0.1/finish?order_id=order-1&status_code=200&transaction_status=settlement");
        assertThat(bench.post("/snap/v1/transactions", order("order-1", 10_000)).text())
                .contains("has been paid and utilized");
    }

    @Test
    void letsTheBuyerTryCardsUntilOneWorks() {
        String page = create("order-1", "credit_card").getString("redirect_url");
        String bank = bench.form(page + "/card", "number=4911 1111 1111 1113").location();
        assertThat(bank).contains("/3ds/");
        bench.next("pending");
        assertThat(bench.form(bank, "password=112233").location()).startsWith(page);
        assertThat(bench.next("deny").getString("order_id")).isEqualTo("order-1");
        assertThat(bench.page(page).text()).contains("Not paid: deny");

        String second = bench.form(page + "/card", "number=4811111111111114").location();
        bench.next("pending");
        bench.form(second, "password=112233");
        JsonObject captured = bench.next("capture");
        assertThat(captured.getString("masked_card")).isEqualTo("48111111-1114");
        assertThat(bench.status("order-1").getString("transaction_id")).isEqualTo(captured.getString("transaction_id"));
        assertThat(bench.page(page).location()).contains("transaction_status=capture");
        assertThat(bench.form(page + "/card", "number=1").status()).isEqualTo(410);
    }

    @Test
    void reportsGoPayAsQrisOnADesktop() {
        String desktop = create("order-1", "gopay").getString("redirect_url");
        bench.form(desktop + "/choose", "payment=gopay");
        assertThat(bench.next("pending").getString("payment_type")).isEqualTo("qris");
        assertThat(bench.page(desktop).text()).contains("/qr-code");

        String phone = create("order-2", "gopay").getString("redirect_url");
        String app = bench.form(phone + "/choose", "payment=gopay", PHONE).location();
        assertThat(bench.next("pending").getString("payment_type")).isEqualTo("gopay");
        assertThat(bench.page(app).text()).contains("Approve");
        assertThat(bench.form(app, "action=approve").location()).startsWith(phone);
        bench.next("settlement");
        assertThat(bench.page(phone).location()).contains("transaction_status=settlement", "result=success");
    }

    @Test
    void bringsWalletBuyersBack() {
        JsonObject charged = bench.charged(order("order-1", 10_000)
                .put("payment_type", "shopeepay")
                .put("shopeepay", new JsonObject().put("callback_url", "http://127.0.0.1/back?p=1")));
        String app = charged.getJsonArray("actions").getJsonObject(0).getString("url");
        assertThat(bench.form(app, "action=decline").location())
                .isEqualTo("http://127.0.0.1/back?p=1&order_id=order-1&status_code=202&transaction_status=deny");
        assertThat(bench.form(app, "action=approve").status()).isEqualTo(412);
        assertThat(bench.page("/wallet/nothing").status()).isEqualTo(404);
    }

    @Test
    void takesWhateverTheBuyerWasGiven() {
        JsonObject qris = bench.charged(MidtransBench.qris("order-1", 10_000));
        found(qris, URLEncoder.encode(qris.getString("qr_string"), StandardCharsets.UTF_8));
        JsonObject store = bench.charged(order("order-2", 10_000)
                .put("payment_type", "cstore")
                .put("cstore", new JsonObject().put("store", "alfamart")));
        found(store, store.getString("payment_code"));
        JsonObject bill = bench.charged(order("order-3", 10_000)
                .put("payment_type", "echannel")
                .put("echannel", new JsonObject().put("bill_info1", "a").put("bill_info2", "b")));
        found(bill, bill.getString("bill_key"));
        JsonObject ovo = bench.charged(order("order-4", 10_000)
                .put("payment_type", "ovo")
                .put("customer_details", new JsonObject().put("phone", "+62812345678")));
        found(ovo, "%2B62812345678");
        assertThat(bench.form("/simulator", "code=123").status()).isEqualTo(404);
        assertThat(bench.page("/simulator").text()).contains("What were you given?");
    }

    @Test
    void cancelsSessions() {
        String token = create("order-1", "bca_va").getString("token");
        Reply canceled = bench.post("/snap/v1/transactions/" + token + "/cancel");
        assertThat(canceled.json().getString("canceled_at")).isNotBlank();
        refused(token, 400, "token already canceled");
        refused("nothing", 404, "token not found");
        assertThat(bench.page("/snap/v4/redirection/" + token).status()).isEqualTo(410);

        JsonObject second = create("order-1", "bca_va");
        bench.form(second.getString("redirect_url") + "/choose", "payment=bca_va");
        refused(second.getString("token"), 400, "Transaction is on progress");
    }

    @Test
    void closesThePageInTime() {
        String page = create("order-1", "bca_va").getString("redirect_url");
        bench.clock.advance(Duration.ofHours(25));
        assertThat(bench.page(page).status()).isEqualTo(410);
        assertThat(bench.heardNothingElse()).isTrue();
    }

    @Test
    void refusesWithErrorMessages() {
        Reply stranger =
                bench.call("POST", "/snap/v1/transactions", order("o", 1).encode(), Map.of(), "wrong");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.text()).contains("Access denied due to unauthorized transaction");
        Reply empty = bench.post("/snap/v1/transactions", new JsonObject());
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.json().getJsonArray("error_messages").getString(0))
                .isEqualTo("transaction_details.order_id is required");
    }

    @Test
    void isPaidFromTheControlPage() {
        String token = create("order-1", "credit_card").getString("token");
        bench.act(token, "pay");
        bench.next("pending");
        bench.next("capture");
        bench.act(token, "settle");
        bench.next("settlement");
        assertThat(bench.control(token, "pay").status()).isEqualTo(400);
        assertThat(bench.book(bench.status("order-1").getString("transaction_id"))
                        .getLong("paid"))
                .isEqualTo(10_000);
    }

    private JsonObject create(String orderId, String... enabled) {
        JsonArray methods = new JsonArray();
        for (String one : enabled) {
            methods.add(one);
        }
        Reply reply = bench.post(
                "/snap/v1/transactions",
                order(orderId, 10_000)
                        .put("enabled_payments", methods)
                        .put("callbacks", new JsonObject().put("finish", "http://127.0.0.1/finish")));
        assertThat(reply.status()).isEqualTo(201);
        return reply.json();
    }

    private void found(JsonObject charged, String code) {
        assertThat(bench.form("/simulator", "code=" + code).location())
                .endsWith("/simulator/" + charged.getString("transaction_id"));
    }

    private void refused(String token, int status, String message) {
        Reply reply = bench.post("/snap/v1/transactions/" + token + "/cancel");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().getJsonArray("error_messages").getString(0)).isEqualTo(message);
    }
}
