package com.plugipay.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.documents.Billing;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the types of the SDKs say that objects have beside Plugipay's own names. */
class SdkObjectTest {
    private final Api api = TestGateway.shared().merchant();

    @Test
    void objectsHaveTheirAccountAndTheirResourceName() {
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        String customer = Billing.customer(api, "Siti");
        objects.put("customer", api.get("/api/v1/customers/" + customer).data());
        String plan = create("plans", "{\"name\":\"Pro\",\"interval\":\"month\",\"amount\":5000,\"currency\":\"IDR\"}");
        objects.put("plan", api.get("/api/v1/plans/" + plan).data());
        String subscription = create("subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"send_invoice"}""".formatted(customer, plan));
        objects.put(
                "subscription", api.get("/api/v1/subscriptions/" + subscription).data());
        objects.put("invoice", api.get("/api/v1/invoices").data().path(0));
        String session = create("checkout-sessions", """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/a","cancelUrl":"https://shop.example/b"}""");
        objects.put(
                "checkout_session",
                api.get("/api/v1/checkout-sessions/" + session).data());
        objects.put(
                "portal_session",
                api.post("/api/v1/portal-sessions", """
                        {"customerId":"%s","returnUrl":"https://shop.example/a"}""".formatted(customer)).data());
        objects.put("refund", api.get("/api/v1/refunds/" + refund(customer)).data());

        assertThat(objects).hasSize(7).allSatisfy((type, object) -> {
            String account = api.key().apiKey().workspaceId();
            assertThat(object.path("accountId").asText()).isEqualTo(account);
            assertThat(object.path("arn").asText())
                    .isEqualTo("arn:plugipay:" + account + ':' + type + '/'
                            + object.path("id").asText());
        });
        assertThat(api.get("/v1/customers/" + customer).data().has("arn")).isFalse();
        assertThat(api.get("/api/v1/plans/" + plan)
                        .data()
                        .path("prices")
                        .path(0)
                        .has("arn"))
                .as("prices have none")
                .isFalse();
    }

    private String refund(String customer) {
        String invoice = Billing.invoice(api, customer, """
                "lines":[{"description":"x","quantity":1,"unitAmount":5000}]""").id();
        String payment =
                api.post("/v1/invoices/" + invoice + "/pay", "").expect(200).text("paymentId");
        return create("refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":1000}");
    }

    private String create(String path, String body) {
        return api.post("/api/v1/" + path, body).expect(201).id();
    }
}
