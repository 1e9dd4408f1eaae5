package com.plugipay.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.Modules;
import com.plugipay.json.Json;
import com.plugipay.outbox.Event;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in the words of the SDKs: the same wherever they are shown or sent, and with the object as their GET has it. */
class SdkEventsTest {
    private final Api api = TestGateway.shared().merchant();

    @Test
    void anEventHasTheObjectAsItsGetHasIt() {
        Answer endpoint = api.post("/api/v1/webhooks", "{\"url\":\"https://shop.example/hooks\"}")
                .expect(201);
        String session = api.post("/api/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","methods":["bank_transfer"],
                 "successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/no"}""").expect(201).id();
        api.post("/api/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
        String payment = api.get("/api/v1/checkout-sessions/" + session).text("paymentId");
        api.post("/api/v1/refunds", "{\"chargeId\":\"" + payment + "\",\"amount\":1000}")
                .expect(201);

        JsonNode completed = only("plugipay.checkout_session.completed.v1");
        ObjectNode asGot =
                api.get("/api/v1/checkout-sessions/" + session).data().deepCopy();
        assertThat(completed.path("data").path("object"))
                .as("an event tells of the session alone, and not what the workspace is called")
                .isEqualTo(asGot.putNull("workspaceName"));
        assertThat(completed.path("data").path("aggregateType").asText()).isEqualTo("checkout_session");
        assertThat(completed.path("data").path("aggregateId").asText()).isEqualTo(session);
        assertThat(only("refund.succeeded").path("type").asText()).isEqualTo("plugipay.refund.issued.v1");
        assertThat(only("plugipay.refund.succeeded.v1")).isEqualTo(only("plugipay.refund.issued.v1"));

        String deliveries = "/api/v1/webhooks/deliveries?endpointId=" + endpoint.id()
                + "&type=plugipay.checkout_session.completed.v1";
        JsonNode delivery = Awaitility.await()
                .until(() -> api.get(deliveries).expect(200).data(), found -> found.size() == 1)
                .path(0);
        assertThat(delivery.path("type").asText()).isEqualTo("plugipay.checkout_session.completed.v1");
        assertThat(Json.read(delivery.path("body").asText(), JsonNode.class)).isEqualTo(completed);
        assertThat(api.get("/v1/webhooks/deliveries/" + delivery.path("id").asText())
                        .text("type"))
                .isEqualTo("checkout_session.completed");
        assertThat(api.get("/v1/events/" + completed.path("id").asText()).text("type"))
                .isEqualTo("checkout_session.completed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://shop.example/a\",\"events\":[\"*\"]}",
                "{\"url\":\"https://shop.example/a\",\"events\":[]}"
            })
    void allEventsOfAnSdkAreInItsWords(String body) {
        Answer made = api.post("/api/v1/webhooks", body).expect(201);
        assertThat(made.data().path("events")).extracting(JsonNode::asText).containsExactly("plugipay.*");
        String target = "/webhooks/" + made.id();
        api.patch("/api/v1" + target, "{\"description\":\"x\"}").expect(200);
        assertThat(api.patch("/v1" + target, "{\"events\":[\"*\"]}").data().path("events"))
                .extracting(JsonNode::asText)
                .containsExactly("*");
        assertThat(api.patch("/api/v1" + target, "{\"description\":\"y\"}")
                        .data()
                        .path("events"))
                .as("only what is changed is meant")
                .extracting(JsonNode::asText)
                .containsExactly("*");
        assertThat(api.post("/v1/webhooks", body)
                        .expect(201)
                        .data()
                        .path("events")
                        .toString())
                .doesNotContain("plugipay");
    }

    /** Among them names of what does not happen here, and the other names that are documented. */
    @Test
    void everyNameOfTheSdksIsAccepted() {
        List<String> names = List.of(
                "checkout_session.completed",
                "checkout_session.expired",
                "invoice.created",
                "invoice.finalized",
                "invoice.sent",
                "invoice.paid",
                "invoice.voided",
                "invoice.pending",
                "invoice.failed",
                "refund.issued",
                "refund.failed",
                "customer.created",
                "customer.updated",
                "customer.deleted",
                "plan.created",
                "plan.updated",
                "plan.archived",
                "subscription.created",
                "subscription.updated",
                "subscription.paused",
                "subscription.resumed",
                "subscription.canceled",
                "subscription.renewed",
                "payout.created",
                "payout.in_transit",
                "payout.paid",
                "payout.failed",
                "payout.cancelled",
                "gift_card.issued",
                "gift_card.redeemed",
                "gift_card.topped_up",
                "gift_card.voided",
                "webhook_endpoint.disabled",
                "invoice.payment_failed",
                "subscription.cancelled",
                "refund.succeeded");
        String events = String.join(
                ",", names.stream().map(name -> "\"plugipay." + name + ".v1\"").toList());
        api.post("/api/v1/webhooks", "{\"url\":\"https://shop.example/a\",\"events\":[" + events + "]}")
                .expect(201);
        api.post("/api/v1/webhooks", "{\"url\":\"https://shop.example/a\",\"events\":[\"plugipay.payout.gone.v1\"]}")
                .expect(400, "validation_error");
    }

    /** A version before has stored it, or a merchant has triggered it with an object of its own. */
    @Test
    void anObjectOfAnotherFormIsShownAsItWasStored() {
        SdkEvents events = new SdkEvents(EventKind.all(Modules.RESOURCES));
        String payload = """
                {"id":"evt_1","type":"refund.succeeded","workspaceId":"ws_1","mode":"test",\
                "createdAt":"2026-11-22T00:00:00.000Z","data":{"object":{"id":"re_1","amount":"all",\
                "workspaceId":"ws_1","rate":1.10,"reason":null},"previousAttributes":{"status":"pending"}}}""";

        assertThat(events.body(Event.stored(payload))).isEqualTo("""
                {"id":"evt_1","type":"plugipay.refund.issued.v1","workspaceId":"ws_1","mode":"test",\
                "occurredAt":"2026-11-22T00:00:00.000Z","createdAt":"2026-11-22T00:00:00.000Z",\
                "publishedAt":"2026-11-22T00:00:00.000Z","data":{"object":{"id":"re_1","amount":"all",\
                "workspaceId":"ws_1","rate":1.10,"reason":null,"accountId":"ws_1","arn":"arn:plugipay:ws_1:refund/re_1"},\
                "previousAttributes":{"status":"pending"},"aggregateType":"refund","aggregateId":"re_1"},\
                "metadata":{"mode":"test"},"accountId":"ws_1"}""");
    }

    @Test
    void aStoredEventIsReadUnchanged() {
        String payload = """
                {"id":"evt_1","type":"payment.updated","workspaceId":"ws_1","mode":"live",\
                "createdAt":"2026-11-22T00:00:00.120Z","data":{"object":{"id":"pay_1","amount":1000000000000,\
                "providerData":{"fee":0.70,"big":1E+3},"metadata":null,"list":[1,"a",true]}}}""";

        assertThat(Event.stored(payload).payload()).isEqualTo(payload);
    }

    private JsonNode only(String type) {
        JsonNode found = Awaitility.await()
                .until(() -> api.get("/api/v1/events?type=" + type).expect(200).data(), events -> events.size() == 1);
        return found.path(0);
    }
}
