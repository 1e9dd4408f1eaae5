package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.xendit.XenditWorld.card;
import static com.plugipay.sandbox.xendit.XenditWorld.location;
import static com.plugipay.sandbox.xendit.XenditWorld.path;
import static com.plugipay.sandbox.xendit.XenditWorld.sessionBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payment methods that are stored for a customer. */
class XenditTokenTest {
    private static final String TOKENS = "/v3/payment_tokens/";

    private final XenditWorld world = new XenditWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void storesACardWithoutAPayment() throws Exception {
        JsonObject session = setup();
        assertThat(session.getInteger("amount")).isZero();
        assertThat(session.getValue("payment_token_id")).isNull();
        String page = world.get(path(session)).body();
        assertThat(page).contains("Store a payment method", "Card", "OVO").doesNotContain("QRIS", "DANA", "Rp");
        assertThat(world.get(path(session) + "?channel=CARDS").body())
                .contains("Store: Card", "0341")
                .doesNotContain("type=\"checkbox\"");

        String next = location(world.form(path(session), card("4000000000001000")));
        assertThat(location(world.get(next))).isEqualTo("http://localhost:1/ok");

        JsonObject token = token(world.next("payment_session.completed").data().getString("payment_token_id"));
        assertThat(world.next("payment_token.activation").data()).isEqualTo(token);
        assertThat(token.getString("payment_token_id")).matches("pt-[0-9a-f-]{36}");
        assertThat(token.getString("status")).isEqualTo("ACTIVE");
        assertThat(token.getString("reference_id")).isEqualTo(session.getString("reference_id"));
        assertThat(token.getString("customer_id")).isEqualTo(session.getString("customer_id"));
        JsonObject details = token.getJsonObject("channel_properties").getJsonObject("card_details");
        assertThat(details.getString("masked_card_number")).isEqualTo("400000XXXXXX1000");
        assertThat(details.getString("network")).isEqualTo("VISA");
        assertThat(details.getString("expiry_month")).isEqualTo("12");
        assertThat(details.getString("expiry_year")).isEqualTo("2040");
        JsonObject over = world.ok("GET", "/sessions/" + id(session), null);
        assertThat(over.getString("status")).isEqualTo("COMPLETED");
        assertThat(over.getValue("payment_request_id")).isNull();
        assertThat(world.books().getFirst().getLong("paid")).isZero();
    }

    @Test
    void asksTheBuyerBeforeItStores() throws Exception {
        JsonObject session = setup();
        String bank = location(world.form(path(session), card("4000000000002503")));
        assertThat(world.get(bank).body()).contains("asks to store this", "Approve", "Decline");
        world.form(bank, Map.of("answer", "decline"));
        JsonObject failed = world.next("payment_token.failure").data();
        assertThat(failed.getString("failure_code")).isEqualTo("AUTHENTICATION_FAILED");
        assertThat(token(failed.getString("payment_token_id")).getString("status"))
                .isEqualTo("FAILED");
        assertThat(world.get(path(session)).body()).contains("It was not stored: AUTHENTICATION_FAILED");

        Map<String, String> ovo = Map.of("channel", "OVO", "phone", "+6281234567890");
        String wallet = location(world.form(path(session), ovo));
        world.form(wallet, Map.of("answer", "approve"));
        JsonObject token = world.next("payment_token.activation").data();
        assertThat(token.getString("channel_code")).isEqualTo("OVO");
        assertThat(token.getJsonObject("token_details").getString("account_number"))
                .endsWith("7890");
        assertThat(world.form(wallet, Map.of("answer", "approve")).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"FORCED, , true", "OPTIONAL, yes, true", "OPTIONAL, , false", "DISABLED, yes, false", ", yes, false"})
    void storesWithAPaymentWhereItIsAgreed(@Nullable String allowed, @Nullable String tick, boolean stores)
            throws Exception {
        JsonObject body = sessionBody().put("customer", world.customer());
        JsonObject session =
                world.ok("POST", "/sessions", allowed == null ? body : body.put("allow_save_payment_method", allowed));
        boolean offers = "OPTIONAL".equals(allowed);
        assertThat(world.get(path(session) + "?channel=CARDS").body().contains("type=\"checkbox\""))
                .isEqualTo(offers);
        assertThat(world.get(path(session)).body().contains("QRIS")).isEqualTo(!"FORCED".equals(allowed));
        Map<String, String> card = new HashMap<>(card("4000000000001000"));
        if (tick != null) {
            card.put("save", tick);
        }

        world.form(path(session), card);

        String token = world.next("payment.capture").data().getString("payment_token_id");
        assertThat(token != null).isEqualTo(stores);
        assertThat(world.next("payment_session.completed").data().getString("payment_token_id"))
                .isEqualTo(token);
        if (token != null) {
            assertThat(world.next("payment_token.activation").data()).isEqualTo(token(token));
        }
    }

    @Test
    void refusesPagesThatCannotStore() throws Exception {
        refused("amount", 1, "INVALID_AMOUNT");
        refused("amount", "0", "INVALID_AMOUNT");
        refused("customer", null, "MISSING_CUSTOMER");
        refused("capture_method", "AUTOMATIC", "DISALLOWED_CAPTURE_METHOD");
        refused("allow_save_payment_method", "FORCED", "API_VALIDATION_ERROR");
        refused("customer", world.customer().put("reference_id", "cus_1"), "API_VALIDATION_ERROR");
        world.refused("POST", "/sessions", sessionBody().put("amount", 0), 400, "INVALID_AMOUNT");
    }

    @Test
    void isControlled() throws Exception {
        JsonObject session = setup();
        assertThat(world.act(id(session), "pay")).isEqualTo(400);
        assertThat(world.act(id(session), "fail")).isEqualTo(204);
        world.next("payment_token.failure");
        assertThat(world.act(id(session), "save")).isEqualTo(204);
        String token = world.next("payment_token.activation").data().getString("payment_token_id");
        assertThat(world.act(id(session), "save")).isEqualTo(400);
        assertThat(world.get("/xendit/checkout").body()).contains("Card •••• 1000, ACTIVE, " + token);
        assertThat(world.act(token, "pay")).isEqualTo(400);
        assertThat(world.act(token, "expire")).isEqualTo(204);
        assertThat(world.next("payment_token.expiry").data().getString("status"))
                .isEqualTo("EXPIRED");
        String other = world.storedCard("4000000000001000");
        assertThat(world.act(other, "revoke")).isEqualTo(204);
        assertThat(token(other).getString("status")).isEqualTo("CANCELED");
    }

    @Test
    void storesNothingOnAPageThatIsOver() throws Exception {
        JsonObject session = setup();
        String bank = location(world.form(path(session), card("4000000000002503")));
        world.clock.advance(Duration.ofMinutes(31));
        assertThat(world.next("payment_session.expired").data().getString("session_type"))
                .isEqualTo("SAVE");
        assertThat(world.form(bank, Map.of("answer", "approve")).statusCode()).isEqualTo(400);
        assertThat(world.get(path(session)).statusCode()).isEqualTo(410);
    }

    private JsonObject setup() throws Exception {
        return world.ok("POST", "/sessions", world.setupBody());
    }

    private JsonObject token(String id) throws Exception {
        return world.ok("GET", TOKENS + id, null);
    }

    private static String id(JsonObject session) {
        return session.getString("payment_session_id");
    }

    private void refused(String field, @Nullable Object value, String code) throws Exception {
        world.refused("POST", "/sessions", world.setupBody().put(field, value), 400, code);
    }
}
