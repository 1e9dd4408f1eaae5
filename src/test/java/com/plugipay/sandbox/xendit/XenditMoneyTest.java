package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.sandbox.xendit.XenditWorld.Heard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks, refunds, fees, and what goes wrong on the way. */
class XenditMoneyTest {
    private final XenditWorld world = new XenditWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void repeatsCallbacksSixTimesUnderOneId() throws Exception {
        world.answers.addAll(Collections.nCopies(7, 500));
        paid("QRIS", 5_000, json());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            ids.add(String.valueOf(world.next("payment.capture").id()));
        }
        assertThat(ids).hasSize(1);
        List<Integer> attempts = await().until(
                        () -> new JsonArray(world.get("/control/callbacks").body())
                                .stream()
                                        .map(JsonObject.class::cast)
                                        .map(sent -> sent.getInteger("attempt"))
                                        .toList(),
                        all -> all.size() == 7);
        assertThat(attempts).containsExactly(7, 6, 5, 4, 3, 2, 1);
        assertThat(world.silent()).isTrue();
    }

    @Test
    void sendsWhereTheDashboardSays() throws Exception {
        JsonObject request = XenditWorld.requestBody("QRIS", 5_000, json());
        JsonObject theirs = new JsonObject(world.as(XenditWorld.OTHER_KEY, "POST", "/v3/payment_requests", request)
                .body());
        world.act(theirs.getString("payment_request_id"), "fail");
        assertThat(new JsonArray(world.get("/control/callbacks").body())).isEmpty();
        assertThat(dashboard(json("secretKey", "xnd_development_three", "url", world.gateway())))
                .isEqualTo(401);
        assertThat(dashboard(json("secretKey", XenditWorld.OTHER_KEY))).isEqualTo(400);
        assertThat(dashboard(
                        json("secretKey", XenditWorld.OTHER_KEY, "url", world.gateway(), "callbackToken", "token-3")))
                .isEqualTo(204);
        JsonObject next = new JsonObject(world.as(XenditWorld.OTHER_KEY, "POST", "/v3/payment_requests", request)
                .body());
        world.act(next.getString("payment_request_id"), "pay");
        assertThat(world.next("payment.capture").token()).isEqualTo("token-3");
    }

    @Test
    void forgesTheTokenOnDemand() throws Exception {
        world.faults("{\"wrong_signature\":{\"probability\":1,\"times\":1}}");
        paid("QRIS", 5_000, json());
        assertThat(world.next().token()).isEqualTo("not-token-1");
        assertThat(world.next().token()).isEqualTo("token-1");
    }

    @Test
    void refunds() throws Exception {
        String id = paid("QRIS", 150_000, json());
        world.next("payment.capture");
        JsonObject first = world.ok("POST", "/refunds", refund(id, 50_000));
        assertThat(first.getString("status")).isEqualTo("PENDING");
        assertThat(first.getString("payment_method_type")).isEqualTo("QR_CODE");
        world.refused("POST", "/refunds", refund(id, 50_000), 400, "REFUND_IN_PROGRESS");
        world.clock.advance(Duration.ofSeconds(2));
        Heard succeeded = world.next("refund.succeeded");
        assertThat(succeeded.data().getString("id")).isEqualTo(first.getString("id"));
        assertThat(succeeded.data().getString("status")).isEqualTo("SUCCEEDED");
        assertThat(world.ok("GET", "/refunds/" + first.getString("id"), null).getString("status"))
                .isEqualTo("SUCCEEDED");
        world.refused("POST", "/refunds", refund(id, 100_001), 400, "REFUND_AMOUNT_EXCEEDED");
        assertThat(world.ok("GET", "/refunds?payment_request_id=" + id, null).getJsonArray("data"))
                .hasSize(1);
        assertThat(world.books().getFirst().getLong("refunded")).isEqualTo(50_000);

        JsonObject magic = world.ok("POST", "/refunds", refund(id, XenditRefundRoutes.FAILING_AMOUNT));
        world.clock.advance(Duration.ofSeconds(2));
        JsonObject failed = world.next("refund.failed").data();
        assertThat(failed.getString("id")).isEqualTo(magic.getString("id"));
        assertThat(failed.getString("failure_code")).isEqualTo("REFUND_FAILED");

        assertThat(world.act(id, "refuse_refund")).isEqualTo(204);
        world.ok("POST", "/refunds", refund(id, 1_000));
        world.clock.advance(Duration.ofSeconds(2));
        world.next("refund.failed");

        JsonObject last = world.ok("POST", "/refunds", refund(id, 100_000));
        String cancel = "/refunds/" + last.getString("id") + "/cancel";
        assertThat(world.ok("POST", cancel, null).getString("status")).isEqualTo("CANCELLED");
        assertThat(world.books().getFirst().getLong("refunded")).isEqualTo(50_000);
    }

    @Test
    void refusesRefundsThatNoChannelGives() throws Exception {
        String account = paid("BCA_VIRTUAL_ACCOUNT", 20_000, json("display_name", "Budi"));
        world.refused("POST", "/refunds", refund(account, 20_000), 403, "REFUND_NOT_SUPPORTED");
        String store = paid("ALFAMART", 20_000, json("payer_name", "Budi"));
        world.refused("POST", "/refunds", refund(store, 20_000), 403, "REFUND_NOT_SUPPORTED");
        JsonObject open = world.request("QRIS", 5_000, json());
        String id = open.getString("payment_request_id");
        world.refused("POST", "/refunds", refund(id, 5_000), 400, "INELIGIBLE_TRANSACTION_STATUS");
        world.refused("POST", "/refunds", refund("pr-unknown", 5_000), 404, "DATA_NOT_FOUND");
        world.refused("POST", "/refunds", refund(id, 5_000).put("reason", "BORED"), 400, "API_VALIDATION_ERROR");
    }

    @Test
    void answersARefundOnceByItsKey() throws Exception {
        String id = paid("QRIS", 150_000, json());
        world.faults("{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        Assertions.assertThatThrownBy(() -> refundByKey(id, 50_000)).isInstanceOf(IOException.class);
        HttpResponse<String> again = refundByKey(id, 50_000);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(refundByKey(id, 50_000).body()).isEqualTo(again.body());
        assertThat(refundByKey(id, 1).body()).contains("IDEMPOTENCY_ERROR");
        assertThat(world.ok("GET", "/refunds", null).getJsonArray("data")).hasSize(1);
    }

    @Test
    void tellsFeesLater() throws Exception {
        paid("QRIS", 150_000, json());
        String product = world.next("payment.capture").data().getString("payment_id");
        JsonObject pending = transaction(product);
        assertThat(pending.getJsonObject("fee").getString("status")).isEqualTo("PENDING");
        world.clock.advance(Duration.ofSeconds(31));
        JsonObject known = transaction(product);
        JsonObject fee = known.getJsonObject("fee");
        assertThat(fee.getString("status")).isEqualTo("COMPLETED");
        assertThat(fee.getInteger("xendit_fee")).isEqualTo(1_050);
        assertThat(fee.getInteger("value_added_tax")).isEqualTo(116);
        assertThat(known.getInteger("net_amount")).isEqualTo(150_000 - 1_050 - 116);
        assertThat(world.ok("GET", "/balance", null).getLong("balance")).isEqualTo(1_000_150_000L);
        assertThat(world.ok("GET", "/transactions?types=REFUND", null).getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void hasBadDaysInItsOwnWords() throws Exception {
        world.faults("{\"rate_limited\":{\"probability\":1,\"times\":1}}");
        HttpResponse<String> limited = world.api("GET", "/balance", null);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).contains("RATE_LIMIT_EXCEEDED");
        assertThat(limited.headers().firstValue("Rate-Limit-Remaining")).hasValue("0");
        world.faults("{\"error_after_commit\":{\"probability\":1,\"times\":1}}");
        world.refused("POST", "/sessions", XenditWorld.sessionBody(), 500, "SERVER_ERROR");
        assertThat(world.books()).hasSize(1);
    }

    private String paid(String channel, long amount, JsonObject properties) throws Exception {
        String id = world.request(channel, amount, properties).getString("payment_request_id");
        assertThat(world.act(id, "pay")).isEqualTo(204);
        return id;
    }

    private static JsonObject refund(String id, long amount) {
        return json("payment_request_id", id, "amount", amount, "currency", "IDR", "reason", "OTHERS");
    }

    private HttpResponse<String> refundByKey(String id, long amount) throws Exception {
        return world.api("POST", "/refunds", refund(id, amount), "idempotency-key", "key-1");
    }

    private JsonObject transaction(String product) throws Exception {
        JsonArray found =
                world.ok("GET", "/transactions?product_id=" + product, null).getJsonArray("data");
        assertThat(found).hasSize(1);
        return found.getJsonObject(0);
    }

    private int dashboard(JsonObject body) throws Exception {
        return world.send("POST", "/xendit/dashboard/callbacks", "application/json", body.encode())
                .statusCode();
    }
}
