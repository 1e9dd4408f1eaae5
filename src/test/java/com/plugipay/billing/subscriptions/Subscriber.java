package com.plugipay.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A merchant with a customer whom tests subscribe to plans. */
final class Subscriber {
    final Api api;
    final String customer;

    Subscriber(TestGateway gateway) {
        api = gateway.merchant();
        customer = api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
    }

    /** A plan with these fields. */
    Answer plan(String fields) {
        return api.post("/v1/plans", "{\"name\":\"Pro\"," + fields + "}").expect(201);
    }

    /** A monthly plan with one flat price in rupiah. */
    Answer monthly(long amount) {
        return plan("\"interval\":\"month\",\"amount\":" + amount + ",\"currency\":\"IDR\"");
    }

    Answer tryToSubscribe(Answer plan, String fields) {
        String rest = fields.isEmpty() ? "" : "," + fields;
        return api.post(
                "/v1/subscriptions",
                "{\"customerId\":\"" + customer + "\",\"planId\":\"" + plan.id() + "\"" + rest + "}");
    }

    Answer subscribe(Answer plan, String fields) {
        return tryToSubscribe(plan, fields).expect(201);
    }

    /** A subscription whose invoices are sent, so that it is active without a payment. */
    Answer subscribeByInvoice(Answer plan, String fields) {
        return subscribe(plan, "\"collectionMethod\":\"send_invoice\"" + (fields.isEmpty() ? "" : "," + fields));
    }

    Answer act(Answer subscription, String action, String body) {
        return api.post("/v1/subscriptions/" + subscription.id() + "/" + action, body);
    }

    Answer change(Answer subscription, String body) {
        return api.patch("/v1/subscriptions/" + subscription.id(), body);
    }

    JsonNode read(Answer subscription) {
        return api.get("/v1/subscriptions/" + subscription.id()).expect(200).data();
    }

    /** The invoices of a subscription, the oldest first. */
    List<JsonNode> invoices(Answer subscription) {
        return api.get("/v1/invoices?order=asc&limit=100&subscriptionId=" + subscription.id())
                .expect(200)
                .data()
                .valueStream()
                .toList();
    }

    JsonNode onlyInvoice(Answer subscription) {
        List<JsonNode> invoices = invoices(subscription);
        assertThat(invoices).hasSize(1);
        return invoices.getFirst();
    }

    /** Its invoices when there are that many. */
    List<JsonNode> awaitInvoices(Answer subscription, int number) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> invoices(subscription), found -> found.size() >= number);
    }

    /** The subscription when it has that state. */
    JsonNode awaitStatus(Answer subscription, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> read(subscription),
                        read -> read.path("status").asText().equals(status));
    }

    /** The types of the events about a subscription and its invoices, the oldest first. */
    List<String> events(Answer subscription) {
        List<String> types = new ArrayList<>();
        JsonNode cursor = NullNode.getInstance();
        do {
            Answer page = api.get(
                            "/v1/events?order=asc&limit=100" + (cursor.isNull() ? "" : "&cursor=" + cursor.asText()))
                    .expect(200);
            for (JsonNode event : page.data()) {
                JsonNode object = event.at("/data/object");
                if (object.path("id").asText().equals(subscription.id())
                        || object.path("subscriptionId").asText().equals(subscription.id())) {
                    types.add(event.path("type").asText());
                }
            }
            cursor = page.json().at("/meta/cursor");
        } while (!cursor.isNull());
        return types;
    }

    static Instant time(JsonNode object, String field) {
        return Instant.parse(object.path(field).asText());
    }
}
