package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.Receiver;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries that have failed are sent again together, and stand in the timeline of what they are about. */
class DeliveryPagesTest extends WithOwner {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"(ids|form-key)\" value=\"([^\"]+)\"");
    private static final String FAILED = "/dashboard/webhook-deliveries?status=failed";

    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver = new Receiver(vertx);

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    private String endpoint() {
        return api.post("/v1/webhooks", "{\"url\":\"%s\",\"events\":[\"payment.*\"]}".formatted(receiver.url("/hook")))
                .expect(201)
                .id();
    }

    private List<JsonNode> deliveries() {
        List<JsonNode> all = new ArrayList<>();
        api.get("/v1/webhooks/deliveries").data().forEach(all::add);
        return all;
    }

    private static Map<String, String> form(Page page) {
        Map<String, String> fields = new TreeMap<>();
        Matcher hidden = HIDDEN.matcher(page.body().substring(page.body().indexOf("/retry-all")));
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        return fields;
    }

    @Test
    void whatHasFailedIsSentAgainTogether() {
        String endpoint = endpoint();
        receiver.answers(200);
        payment(10_000);
        Awaitility.await()
                .until(() -> deliveries().stream()
                        .anyMatch(each -> each.path("status").asText().equals("succeeded")));
        new DirectSql(gateway.databaseConfig())
                .change(
                        "update webhook_deliveries set status = 'failed', due_at = null where endpoint_id = ?",
                        endpoint);
        int sent = receiver.at("/hook").size();

        assertThat(owner.get("/dashboard/webhook-deliveries?status=succeeded").body())
                .doesNotContain("/retry-all");
        Page list = owner.get(FAILED);
        assertThat(list.body()).contains("action=\"/dashboard/webhook-deliveries/retry-all?status=failed\"");
        Map<String, String> form = form(list);
        assertThat(owner.post("/dashboard/webhook-deliveries/retry-all?status=failed", form)
                        .location())
                .isEqualTo(FAILED);
        Awaitility.await().until(() -> receiver.at("/hook").size() > sent);

        new DirectSql(gateway.databaseConfig())
                .change(
                        "update webhook_deliveries set status = 'failed', due_at = null where endpoint_id = ?",
                        endpoint);
        api.patch("/v1/webhooks/" + endpoint, "{\"active\":false}").expect(200);
        Page refused = owner.post("/dashboard/webhook-deliveries/retry-all?status=failed", form(owner.get(FAILED)));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("role=\"alert\"");
        assertThat(owner.post("/dashboard/webhook-deliveries/retry-all", Map.of("form-key", "x", "ids", "whd_none"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theTimelineOfAPaymentHasItsDeliveries() {
        endpoint();
        receiver.answers(200);
        String payment = payment(10_000);
        payment(20_000);

        Awaitility.await()
                .until(() -> timeline(payment).stream()
                        .anyMatch(each -> each.path("kind").asText().equals("delivery")
                                && each.path("name").asText().equals("succeeded")));

        List<JsonNode> delivered = timeline(payment).stream()
                .filter(each -> each.path("kind").asText().equals("delivery"))
                .toList();
        assertThat(delivered).extracting(each -> each.path("by").asText()).contains("payment.succeeded");
        for (JsonNode each : delivered) {
            assertThat(api.get("/v1/webhooks/deliveries/"
                                    + each.path("objectId").asText())
                            .data()
                            .path("body")
                            .asText())
                    .contains(payment);
        }
        assertThat(owner.get("/dashboard/payments/" + payment).body())
                .contains("href=\"/dashboard/webhook-deliveries/"
                        + delivered.getFirst().path("objectId").asText());
    }

    private List<JsonNode> timeline(String id) {
        List<JsonNode> entries = new ArrayList<>();
        api.get("/v1/timelines/" + id).data().forEach(entries::add);
        return entries;
    }
}
