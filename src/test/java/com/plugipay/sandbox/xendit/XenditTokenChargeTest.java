package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditWorld.location;
import static com.plugipay.sandbox.xendit.XenditWorld.path;
import static com.plugipay.sandbox.xendit.XenditWorld.requestBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charges by stored payment methods. */
class XenditTokenChargeTest {
    private static final String TOKENS = "/v3/payment_tokens/";
    private static final String REQUESTS = "/v3/payment_requests";

    private final XenditWorld world = new XenditWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void chargesAStoredCard() throws Exception {
        String token = world.storedCard("4000000000001000");
        JsonObject charge = world.ok("POST", REQUESTS, charge(token, "MERCHANT_UNSCHEDULED"));
        assertThat(charge.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(charge.getString("channel_code")).isEqualTo("CARDS");
        assertThat(charge.getString("payment_token_id")).isEqualTo(token);
        JsonObject capture = world.next("payment.capture").data();
        assertThat(capture.getString("payment_token_id")).isEqualTo(token);
        assertThat(capture.getString("payment_request_id")).isEqualTo(charge.getString("payment_request_id"));
        world.refused("POST", REQUESTS, charge(token, "MERCHANT_UNSCHEDULED"), 409, "DUPLICATE_ERROR");
        assertThat(world.books().stream()
                        .mapToLong(entry -> entry.getLong("paid"))
                        .sum())
                .isEqualTo(50_000);
    }

    @Test
    void refusesChargesByOthersAndByNothing() throws Exception {
        String token = world.storedCard("4000000000001000");
        HttpResponse<String> other =
                world.as(XenditWorld.OTHER_KEY, "POST", REQUESTS, charge(token, "MERCHANT_UNSCHEDULED"));
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(world.as(XenditWorld.OTHER_KEY, "GET", TOKENS + token, null).statusCode())
                .isEqualTo(404);
        world.refused("POST", REQUESTS, charge("pt-none", "MERCHANT_UNSCHEDULED"), 404, "DATA_NOT_FOUND");
        world.refused("POST", REQUESTS, charge(token, "SOMETIMES"), 400, "API_VALIDATION_ERROR");
        JsonObject wrongChannel = charge(token, "MERCHANT_UNSCHEDULED").put("channel_code", "OVO");
        world.refused("POST", REQUESTS, wrongChannel, 400, "API_VALIDATION_ERROR");
        assertThat(world.ok("GET", REQUESTS, null).getJsonArray("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4000000000000341, FAILED, INSUFFICIENT_BALANCE, ACTIVE",
        "4000000000009979, FAILED, STOLEN_CARD, ACTIVE",
        "4000000000000069, FAILED, EXPIRED_CARD, EXPIRED",
        "4000000000003220, REQUIRES_ACTION, , ACTIVE",
        "4000000000002503, SUCCEEDED, , ACTIVE"
    })
    void endsAsTheLastDigitsSay(String number, String status, @Nullable String failure, String tokenAfter)
            throws Exception {
        String token = world.storedCard(number);

        JsonObject charge = world.ok("POST", REQUESTS, charge(token, "MERCHANT_UNSCHEDULED"));

        assertThat(charge.getString("status")).isEqualTo(status);
        assertThat(charge.getString("failure_code")).isEqualTo(failure);
        assertThat(token(token).getString("status")).isEqualTo(tokenAfter);
        if (failure != null) {
            assertThat(world.next("payment.failure").data().getString("failure_code"))
                    .isEqualTo(failure);
        }
    }

    @Test
    void isRevokedByItsOwner() throws Exception {
        String token = world.storedCard("4000000000000404");

        world.refused("POST", REQUESTS, charge(token, "MERCHANT_UNSCHEDULED"), 400, "INVALID_TOKEN");

        assertThat(token(token).getString("status")).isEqualTo("CANCELED");
    }

    /** The bank asks only an owner who is there. */
    @Test
    void asksAnOwnerWhoIsThere() throws Exception {
        String token = world.storedCard("4000000000002503");
        JsonObject charge = world.ok("POST", REQUESTS, charge(token, "CUSTOMER_UNSCHEDULED"));
        assertThat(charge.getString("status")).isEqualTo("REQUIRES_ACTION");
        String bank = URI.create(charge.getJsonArray("actions").getJsonObject(0).getString("value"))
                .getPath();

        assertThat(location(world.form(bank, Map.of("answer", "approve")))).isEqualTo("https://toko.example/ok");

        world.next("payment.capture");
    }

    @Test
    void chargesAndRefundsAStoredWalletAsOftenAsItIsAsked() throws Exception {
        JsonObject session = world.ok("POST", "/sessions", world.setupBody());
        String wallet = location(world.form(path(session), Map.of("channel", "OVO", "phone", "+6281234567890")));
        world.form(wallet, Map.of("answer", "approve"));
        String token = world.next("payment_token.activation").data().getString("payment_token_id");
        JsonObject body = charge(token, "").put("channel_code", "OVO");

        JsonObject first = world.ok("POST", REQUESTS, body);
        JsonObject second = world.ok("POST", REQUESTS, body);

        assertThat(second.getString("payment_request_id")).isNotEqualTo(first.getString("payment_request_id"));
        JsonObject refund = json(
                "payment_request_id", first.getString("payment_request_id"),
                "reference_id", "refund-1",
                "reason", "OTHERS");
        assertThat(world.ok("POST", "/refunds", refund).getString("status")).isEqualTo("PENDING");
    }

    @Test
    void isEndedOnce() throws Exception {
        String token = world.storedCard("4000000000001000");
        assertThat(world.ok("POST", TOKENS + token + "/cancel", null).getString("status"))
                .isEqualTo("CANCELED");
        world.refused("POST", TOKENS + token + "/cancel", null, 409, "INVALID_TOKEN");
        world.refused("POST", TOKENS + "pt-none/cancel", null, 404, "DATA_NOT_FOUND");
        world.refused("POST", REQUESTS, charge(token, "RECURRING"), 400, "INVALID_TOKEN");
    }

    private JsonObject token(String id) throws Exception {
        return world.ok("GET", TOKENS + id, null);
    }

    private static JsonObject charge(String token, String use) {
        JsonObject properties = json(
                "success_return_url",
                "https://toko.example/ok",
                "failure_return_url",
                "https://toko.example/no",
                "card_on_file_type",
                use,
                "skip_three_ds",
                use.startsWith("MERCHANT"));
        return requestBody("CARDS", 50_000, properties).put("payment_token_id", token);
    }
}
