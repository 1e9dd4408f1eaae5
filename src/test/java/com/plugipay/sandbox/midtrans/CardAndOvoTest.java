package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.midtrans.MidtransBench.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.midtrans.MidtransBench.Reply;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the numbers of cards and phones decide, as Midtrans lists them for its sandbox. */
class CardAndOvoTest {
    private final MidtransBench bench = new MidtransBench(MidtransOptions.STANDARD);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void chargesCards() {
        JsonObject paid = card("order-1", "4811 1111 1111 1114", false).expect("200");
        assertThat(paid.getString("transaction_status")).isEqualTo("capture");
        assertThat(paid.getString("masked_card")).isEqualTo("48111111-1114");
        JsonObject denied = card("order-2", "4472429869996670", false).expect("202");
        assertThat(denied.getString("transaction_status")).isEqualTo("deny");
        assertThat(denied.getString("channel_response_code")).isEqualTo("51");

        JsonObject challenged = card("order-3", "4511111111111117", false).json();
        assertThat(challenged.getString("fraud_status")).isEqualTo("challenge");
        bench.post("/v2/order-3/approve").expect("200");
        assertThat(bench.status("order-3").getString("fraud_status")).isEqualTo("accept");
        bench.post("/v2/order-3/approve").expect("412");
        card("order-4", "4511111111111117", false);
        assertThat(bench.post("/v2/order-4/deny").expect("200").getString("transaction_status"))
                .isEqualTo("deny");

        String bank = card("order-5", "5211111111111117", true).expect("201").getString("redirect_url");
        assertThat(bench.page(bank).text()).contains("One-time password");
        bench.form(bank, "password=112233");
        assertThat(bench.status("order-5").getString("transaction_status")).isEqualTo("capture");
        bench.act("order-5", "settle");
        assertThat(bench.status("order-5").getString("transaction_status")).isEqualTo("settlement");
    }

    @Test
    void savesACardWhenItsBuyerWantsIt() {
        String saved = Objects.requireNonNull(pay("order-1", "number=4811111111115107&expiry=02/28&save=true", true));
        assertThat(bench.status("order-1").getString("saved_token_id_expired_at"))
                .isEqualTo("2028-02-29 07:00:00");
        assertThat(bench.next("capture").getString("saved_token_id"))
                .isEqualTo(saved)
                .startsWith("481111")
                .endsWith("5107");
        assertThat(pay("order-2", "number=4811111111111114&expiry=02/28", true)).isNull();
        assertThat(pay("order-3", "number=4811111111111114&expiry=02/28&save=true", false))
                .isNull();

        JsonObject denied = again("order-4", saved, "merchant").expect("202");
        assertThat(denied.getString("channel_response_code")).isEqualTo("51");
        again("order-4", saved, "merchant").expect("406");
        again("order-5", saved, "nobody").expect("400");
        again("order-6", saved + "x", "customer").expect("411");
        bench.clock.advance(Duration.ofDays(3 * 366));
        again("order-7", saved, "customer").expect("411");
    }

    /** Pays on a page of Snap, and returns the token of the saved card. */
    private @Nullable String pay(String orderId, String form, boolean saves) {
        JsonObject body = order(orderId, 10_000)
                .put("user_id", "customer-1")
                .put("credit_card", new JsonObject().put("save_card", saves));
        String page = bench.post("/snap/v1/transactions", body).json().getString("redirect_url");
        assertThat(bench.page(page).text().contains("Save this card")).isEqualTo(saves);
        bench.form(bench.form(page + "/card", form).location(), "password=112233");
        return bench.status(orderId).getString("saved_token_id");
    }

    private Reply again(String orderId, String token, String initiator) {
        return bench.post(
                "/v2/charge",
                order(orderId, 10_000)
                        .put("payment_type", "credit_card")
                        .put(
                                "credit_card",
                                new JsonObject().put("token_id", token).put("initiated_by", initiator)));
    }

    @Test
    void playsOvosPhones() {
        JsonObject unknown =
                bench.post("/v2/charge", ovo("order-1", "+628249134000")).expect("202");
        assertThat(unknown.getString("transaction_status")).isEqualTo("deny");
        bench.next("deny");
        bench.charged(ovo("order-2", "+628271939753"));
        bench.next("pending");
        bench.next("deny");
        bench.charged(ovo("order-3", "+628215023424"));
        bench.next("pending");
        bench.next("failure");
        bench.charged(ovo("order-4", "+628242974268"));
        bench.clock.advance(Duration.ofSeconds(66));
        assertThat(bench.status("order-4").getString("transaction_status")).isEqualTo("expire");
    }

    private Reply card(String orderId, String number, boolean authentication) {
        String token = bench.page("/v2/token?client_key=" + MidtransBench.CLIENT_KEY + "&card_number="
                        + number.replace(" ", "%20"))
                .json()
                .getString("token_id");
        return bench.post(
                "/v2/charge",
                order(orderId, 10_000)
                        .put("payment_type", "credit_card")
                        .put(
                                "credit_card",
                                new JsonObject().put("token_id", token).put("authentication", authentication)));
    }

    private static JsonObject ovo(String orderId, String phone) {
        return order(orderId, 10_000)
                .put("payment_type", "ovo")
                .put("ovo", new JsonObject())
                .put("customer_details", new JsonObject().put("phone", phone));
    }
}
