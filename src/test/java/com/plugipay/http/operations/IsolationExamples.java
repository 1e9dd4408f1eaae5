package com.plugipay.http.operations;

import static java.util.Map.entry;

import com.plugipay.model.Ids;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Makes an object of each kind, by the path of its operations. */
public final class IsolationExamples {
    /** How to create one object of each kind. */
    public static final Map<String, Function<Api, String>> ALL = Map.ofEntries(
            entry("/customers", IsolationExamples::customer),
            entry("/timelines", IsolationExamples::customer),
            entry("/plans", api -> plan(api).id()),
            entry("/subscriptions", IsolationExamples::subscription),
            entry(
                    "/test-clocks",
                    api -> api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"2026-01-01T00:00:00Z\"}")
                            .expect(201)
                            .id()),
            entry("/invoices", IsolationExamples::invoice),
            entry("/payment-methods", IsolationExamples::paymentMethod),
            entry(
                    "/dunning-policies",
                    api -> api.post("/v1/dunning-policies", "{\"name\":\"Patient\"}")
                            .expect(201)
                            .id()),
            entry(
                    "/templates",
                    api -> api.post(
                                    "/v1/templates",
                                    "{\"kind\":\"receipt\",\"name\":\"A\",\"config\":{},\"isDefault\":true}")
                            .expect(201)
                            .id()),
            entry("/receipts", api -> {
                String invoice = invoice(api);
                api.post("/v1/invoices/" + invoice + "/pay", "").expect(200);
                return api.get("/v1/invoices/" + invoice + "/receipt")
                        .expect(200)
                        .id();
            }),
            entry(
                    "/gift-cards",
                    api -> api.post("/v1/gift-cards", "{\"amount\":5000,\"customerId\":\"" + customer(api) + "\"}")
                            .expect(201)
                            .id()),
            entry("/prices", api -> plan(api).data().at("/prices/0/id").asText()),
            entry("/checkout-sessions", IsolationExamples::session),
            entry("/payment-attempts", IsolationExamples::attempt),
            entry("/refunds", IsolationExamples::refund),
            entry("/payments", api -> api.post("/v1/payments", """
                    {"amount":5000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id()),
            entry(
                    "/api-keys",
                    api -> api.post("/v1/api-keys", "{\"name\":\"Till\"}")
                            .expect(201)
                            .id()),
            entry("/proofs", IsolationExamples::proof),
            entry("/webhooks", IsolationExamples::endpoint),
            entry("/webhooks/deliveries", IsolationExamples::delivery),
            entry("/webhooks/recoveries", IsolationExamples::recovery),
            entry("/requests", api -> {
                api.get("/v1/plans").expect(200);
                return first(api, "/v1/requests");
            }),
            entry("/events", api -> {
                customer(api);
                return first(api, "/v1/events?type=customer.created");
            }));

    private static String refund(Api api) {
        String payment = api.post("/v1/payments", "{\"amount\":5000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201)
                .id();
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        return api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":1000}")
                .expect(201)
                .id();
    }

    private static String session(Api api) {
        return api.post("/v1/checkout-sessions", """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }

    private static String proof(Api api) {
        String session = session(api);
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        byte[] form =
                "--x\r\nContent-Disposition: form-data; name=\"proof\"; filename=\"a\"\r\n\r\n%PDF-1.4 %%EOF\r\n--x--"
                        .getBytes(StandardCharsets.US_ASCII);
        api.raw("POST", "/c/" + session + "/proof", form, Map.of("Content-Type", "multipart/form-data; boundary=x"))
                .expect(303);
        return first(api, "/v1/checkout-sessions/" + session + "/proofs");
    }

    private static String attempt(Api api) {
        api.post("/v1/payments", "{\"amount\":5000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201);
        return first(api, "/v1/payment-attempts");
    }

    private static String customer(Api api) {
        return api.post("/v1/customers", "{\"name\":\"Alice\",\"email\":\"alice@shop.example\"}")
                .expect(201)
                .id();
    }

    /** No provider of these tests stores one. */
    private static String paymentMethod(Api api) {
        return paymentMethod(api, TestGateway.shared());
    }

    /** The same in the database of this gateway. */
    public static String paymentMethod(Api api, TestGateway gateway) {
        String id = Ids.at(Instant.now(), "pt");
        String sql = """
                insert into payment_methods (workspace_id, mode, id, customer_id, provider, type, label, status, token,
                    token_sha256, provider_data, deletion_tries, created_at, updated_at)
                select workspace_id, mode, ?, id, 'xendit', 'card', 'Visa', 'active', '', ?, '{}', 0, now(), now()
                  from customers where id = ?""";
        new DirectSql(gateway.databaseConfig()).change(sql, id, id, customer(api));
        return id;
    }

    private static String invoice(Api api) {
        return api.post("/v1/invoices", """
                {"customerId":"%s","currency":"IDR","status":"open",
                 "lines":[{"description":"Coffee","quantity":1,"unitAmount":5000}]}""".formatted(customer(api)))
                .expect(201)
                .id();
    }

    private static String subscription(Api api) {
        return api.post(
                        "/v1/subscriptions",
                        "{\"customerId\":\"%s\",\"planId\":\"%s\"}"
                                .formatted(customer(api), plan(api).id()))
                .expect(201)
                .id();
    }

    private static Answer plan(Api api) {
        return api.post("/v1/plans", "{\"name\":\"Pro\",\"interval\":\"month\",\"amount\":100000,\"currency\":\"IDR\"}")
                .expect(201);
    }

    private static String endpoint(Api api) {
        return api.post("/v1/webhooks", "{\"url\":\"https://127.0.0.1:1/\"}")
                .expect(201)
                .id();
    }

    private static String recovery(Api api) {
        String since = Instant.now().minusSeconds(60).toString();
        return api.post("/v1/webhooks/" + endpoint(api) + "/recover", "{\"since\":\"" + since + "\"}")
                .expect(202)
                .id();
    }

    private static String delivery(Api api) {
        endpoint(api);
        customer(api);
        return first(api, "/v1/webhooks/deliveries");
    }

    /** The id of the first item of a list, once there is one. */
    private static String first(Api api, String target) {
        return Awaitility.await()
                .until(
                        () -> api.get(target)
                                .expect(200)
                                .data()
                                .path(0)
                                .path("id")
                                .asText(),
                        id -> !id.isEmpty());
    }

    private IsolationExamples() {}
}
