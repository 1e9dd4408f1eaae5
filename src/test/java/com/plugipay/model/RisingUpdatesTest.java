package com.plugipay.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every change of an object is later than the one before, also on a node whose clock is behind the last one's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RisingUpdatesTest {
    private static final Duration BEHIND = Duration.ofMinutes(2).negated();

    private final TestGateway gateway = TestGateway.start(TestDatabase.create());
    private final Api api = gateway.merchant();

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void updatesOfCustomersRise() {
        Answer created = api.post("/v1/customers", "{\"name\":\"A\"}").expect(201);
        String path = "/v1/customers/" + created.id();
        rises(
                () -> created,
                () -> api.patch(path, "{\"name\":\"B\"}"),
                () -> api.patch(path, "{\"name\":\"C\"}"),
                () -> api.patch(path, "{\"name\":\"C\"}"),
                () -> api.get(path));
        String last = api.get(path).text("updatedAt");
        api.delete(path).expect(204);
        assertThat(eventObject(created.id(), "customer.deleted")
                        .path("updatedAt")
                        .asText())
                .isGreaterThan(last);
    }

    @Test
    void updatesOfSessionsPaymentsAndRefundsRise() {
        String session = session();
        String path = "/v1/checkout-sessions/" + session;
        String open = api.get(path).text("updatedAt");
        back();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        String chosen = api.get(path).text("updatedAt");
        assertThat(chosen).isGreaterThan(open);
        back();
        String payment = api.post(path + "/confirm", "").expect(200).text("paymentId");
        assertThat(api.get(path).text("updatedAt"))
                .isGreaterThan(chosen)
                .isEqualTo(eventObject(session, "checkout_session.completed")
                        .path("updatedAt")
                        .asText());

        String refund = api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":1000,\"manual\":true}")
                .expect(201)
                .id();
        String created = eventObject(refund, "refund.created").path("updatedAt").asText();
        String succeeded =
                eventObject(refund, "refund.succeeded").path("updatedAt").asText();
        assertThat(succeeded).isGreaterThan(created);
        assertThat(api.get("/v1/refunds/" + refund).text("updatedAt")).isEqualTo(succeeded);

        Answer paid = api.get("/v1/payments/" + payment);
        rises(
                () -> paid,
                () -> api.patch("/v1/payments/" + payment, "{\"description\":\"A\"}"),
                () -> api.patch("/v1/payments/" + payment, "{\"description\":\"B\"}"));
        assertThat(history(payment)).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(3);
    }

    @Test
    void updatesOfEndpointsAndKeysRise() {
        Answer created = api.post("/v1/webhooks", "{\"url\":\"http://localhost:1/hook\",\"active\":false}")
                .expect(201);
        String path = "/v1/webhooks/" + created.id();
        assertThat(api.get(path).text("updatedAt")).isEqualTo(created.text("updatedAt"));
        rises(
                () -> created,
                () -> api.patch(path, "{\"description\":\"A\"}"),
                () -> api.post(path + "/rotate-secret", "{}"),
                () -> api.patch(path, "{\"active\":true}"),
                () -> api.get(path));

        Answer key = api.post("/v1/api-keys", "{\"name\":\"A\"}").expect(201);
        String last = key.text("updatedAt");
        back();
        api.delete("/v1/api-keys/" + key.id()).expect(204);
        assertThat(api.get("/v1/api-keys/" + key.id()).text("updatedAt")).isGreaterThan(last);
    }

    @Test
    void updatesOfAccountsRise() {
        List<String> configured = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            api.put("/v1/adapters/manual", """
                    {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT %d"}]}""".formatted(i)).expect(200);
            configured.add(api.get("/v1/adapters")
                    .data()
                    .path("manual")
                    .path("configuredAt")
                    .asText());
            back();
        }
        assertThat(configured).doesNotHaveDuplicates().isSorted();
    }

    /** Each response shows a later change than the one before, and a final GET shows the last one. */
    @SafeVarargs
    private void rises(Supplier<Answer>... changes) {
        List<String> times = new ArrayList<>();
        for (Supplier<Answer> change : changes) {
            Answer answer = change.get();
            assertThat(answer.status()).as(answer.body()).isIn(200, 201);
            times.add(answer.text("updatedAt"));
            back();
        }
        List<String> different = times.stream().distinct().toList();
        assertThat(times).isSorted();
        assertThat(different.size()).as("%s", times).isGreaterThanOrEqualTo(times.size() - 1);
    }

    /** Sets the clock back for the next request. */
    private void back() {
        gateway.clock()
                .advance(gateway.clock().instant().isBefore(java.time.Instant.now()) ? BEHIND.negated() : BEHIND);
    }

    private JsonNode eventObject(String id, String type) {
        return events(id)
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .at("/data/object");
    }

    private List<String> history(String id) {
        return events(id)
                .map(event -> event.at("/data/object/updatedAt").asText())
                .toList();
    }

    private Stream<JsonNode> events(String id) {
        return api.get("/v1/events?order=asc&limit=100")
                .data()
                .valueStream()
                .filter(event -> event.at("/data/object/id").asText().equals(id));
    }

    private String session() {
        return api.post("/v1/checkout-sessions", """
                {"amount":50000,"currency":"IDR","successUrl":"https://s.example/","cancelUrl":"https://s.example/"}""").expect(201).id();
    }
}
