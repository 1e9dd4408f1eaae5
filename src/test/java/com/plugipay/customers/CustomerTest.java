package com.plugipay.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A customer from creation to deletion, with its events. */
class CustomerTest {
    private static final String ALICE = """
            {"externalId":"crm-1","email":"alice@example.com","name":"Alice Tan","phone":"+62 811","taxId":"01.234",
             "address":{"line1":"Jl. Braga 1","city":"Bandung","postalCode":"40111","country":"ID"},
             "metadata":{"tier":"gold","since":"2019"}}""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void everyFieldIsStored() {
        Answer made = api.post("/v1/customers", ALICE).expect(201);
        assertThat(made.id()).matches("cus_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(made.text("mode")).isEqualTo("test");
        assertThat(made.text("updatedAt")).isEqualTo(made.text("createdAt"));
        assertThat(made.data().at("/address/city").asText()).isEqualTo("Bandung");
        assertThat(made.data().at("/address/line2").isNull()).isTrue();
        assertThat(made.data().at("/metadata/tier").asText()).isEqualTo("gold");
        assertThat(api.get("/v1/customers/" + made.id()).data()).isEqualTo(made.data());
        assertThat(api.get("/v1/customers?email=alice%40example.com").data()).hasSize(1);
        assertThat(api.get("/v1/customers?externalId=crm-1").data()).hasSize(1);
        assertThat(api.get("/v1/customers?externalId=crm-1&email=bob@example.com")
                        .data())
                .isEmpty();
    }

    @Test
    void anUpdateKeepsAbsentFieldsAndClearsNullFields() {
        String target =
                "/v1/customers/" + api.post("/v1/customers", ALICE).expect(201).id();
        Answer changed = api.patch(target, "{\"name\":\"Alice Lim\",\"phone\":null,\"metadata\":{\"tier\":\"red\"}}")
                .expect(200);
        assertThat(changed.text("name")).isEqualTo("Alice Lim");
        assertThat(changed.data().path("phone").isNull()).isTrue();
        assertThat(changed.text("email")).isEqualTo("alice@example.com");
        assertThat(changed.data().path("metadata")).as("replaced as a whole").hasSize(1);
        assertThat(changed.text("updatedAt")).isGreaterThan(changed.text("createdAt"));

        Answer moved = api.patch(target, "{\"address\":{\"city\":\"Solo\"}}").expect(200);
        assertThat(moved.data().at("/address/city").asText()).isEqualTo("Solo");
        assertThat(moved.data().at("/address/line1").isNull()).isTrue();
        Answer homeless =
                api.patch(target, "{\"address\":null,\"metadata\":null}").expect(200);
        assertThat(homeless.data().path("address").isNull()).isTrue();
        assertThat(homeless.data().path("metadata").isNull()).isTrue();
        assertThat(api.get(target).data()).isEqualTo(homeless.data());
    }

    @Test
    void eachChangeHasAnEventWithTheFormerValues() {
        String id = api.post("/v1/customers", ALICE).expect(201).id();
        Answer changed = api.patch("/v1/customers/" + id, """
                {"name":"Alice Lim","phone":null,"email":"alice@example.com","address":{"city":"Solo"}}""").expect(200);
        api.delete("/v1/customers/" + id).expect(204);
        List<JsonNode> events = events(id);
        assertThat(events.stream().map(event -> event.path("type").asText()))
                .containsExactly("customer.created", "customer.updated", "customer.deleted");
        JsonNode data = events.get(1).path("data");
        assertThat(data.path("object")).isEqualTo(changed.data());
        JsonNode previous = data.path("previousAttributes");
        assertThat(previous.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("name", "phone", "address");
        assertThat(previous.path("name").asText()).isEqualTo("Alice Tan");
        assertThat(previous.at("/address/city").asText()).isEqualTo("Bandung");
        assertThat(api.audited("objectId=" + id, 3).data().findValuesAsText("action"))
                .containsExactly("customer.deleted", "customer.updated", "customer.created");
    }

    @Test
    void concurrentChangesLoseNothing() {
        String id = api.post("/v1/customers", "{}").expect(201).id();
        List<String> fields = List.of("name", "email", "phone", "taxId", "externalId");
        List<CompletableFuture<Answer>> changes = IntStream.range(0, 30)
                .mapToObj(i -> api.sendLater(
                        "PATCH",
                        "/v1/customers/" + id,
                        "{\"" + fields.get(i % fields.size()) + "\":\"" + i / fields.size() + "@x\"}",
                        i % 2 == 0 ? "change-" + i : null))
                .toList();
        changes.forEach(change -> change.join().expect(200));

        // Each change builds on the one before: the last event of each field has the stored value.
        JsonNode now = api.get("/v1/customers/" + id).data();
        List<JsonNode> updates = events(id).stream()
                .filter(event -> event.path("type").asText().equals("customer.updated"))
                .toList();
        assertThat(updates).hasSize(30);
        assertThat(updates.stream()
                        .map(event -> event.at("/data/object/updatedAt").asText()))
                .doesNotHaveDuplicates();
        assertThat(fields)
                .allSatisfy(field -> assertThat(now.path(field).asText()).endsWith("@x"));
        List<JsonNode> versions = updates.stream()
                .map(event -> event.path("data"))
                .sorted(Comparator.comparing(
                        data -> data.at("/object/updatedAt").asText()))
                .toList();
        for (int i = 1; i < versions.size(); i++) {
            JsonNode before = versions.get(i - 1).path("object");
            versions.get(i)
                    .path("previousAttributes")
                    .propertyStream()
                    .forEach(former -> assertThat(before.path(former.getKey())).isEqualTo(former.getValue()));
        }
        assertThat(versions.getLast().path("object")).isEqualTo(now);
    }

    @Test
    void anExternalIdIsUnique() {
        String first = api.post("/v1/customers", ALICE).expect(201).id();
        assertThat(api.post("/v1/customers", "{\"externalId\":\"crm-1\"}")
                        .expect(409, "conflict")
                        .field())
                .isEqualTo("externalId");
        String second = api.post("/v1/customers", "{}").expect(201).id();
        api.patch("/v1/customers/" + second, "{\"externalId\":\"crm-1\"}").expect(409, "conflict");
        api.patch("/v1/customers/" + first, "{\"externalId\":\"crm-1\"}").expect(200);
        api.with(gateway.workspace().test()).post("/v1/customers", ALICE).expect(201);
        api.patch("/v1/customers/" + first, "{\"externalId\":null}").expect(200);
        api.patch("/v1/customers/" + second, "{\"externalId\":\"crm-1\"}").expect(200);

        List<CompletableFuture<Answer>> race = IntStream.range(0, 20)
                .mapToObj(i -> api.sendLater("POST", "/v1/customers", "{\"externalId\":\"race\"}"))
                .toList();
        assertThat(race.stream().map(answer -> answer.join().status()).filter(status -> status == 201))
                .hasSize(1);
        assertThat(race.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(201, 409);
    }

    @Test
    void aCustomerWithSessionsCannotBeDeleted() {
        String payer = api.post("/v1/customers", "{}").expect(201).id();
        api.post("/v1/payments", """
                {"amount":5000,"currency":"IDR","method":"bank_transfer","customerId":"%s"}""".formatted(payer)).expect(201);
        api.delete("/v1/customers/" + payer).expect(409, "conflict");
        String shopper = api.post("/v1/customers", "{}").expect(201).id();
        api.post("/v1/checkout-sessions", """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/","cancelUrl":"https://shop.example/",
                 "customerId":"%s"}""".formatted(shopper)).expect(201);
        api.delete("/v1/customers/" + shopper).expect(409, "conflict");
        api.get("/v1/customers/" + payer).expect(200);
        assertThat(events(payer)).hasSize(1);

        String nobody = api.post("/v1/customers", "{}").expect(201).id();
        api.delete("/v1/customers/" + nobody).expect(204);
        api.delete("/v1/customers/" + nobody).expect(404, "not_found");
        api.patch("/v1/customers/" + nobody, "{\"name\":\"A\"}").expect(404, "not_found");
    }

    private List<JsonNode> events(String id) {
        return TestGateway.get(gateway.gateway()
                .database()
                .many(
                        "select payload from events where object_id = $1 order by created_at, id",
                        Tuple.of(id),
                        row -> Json.read(row.getString("payload"), JsonNode.class)));
    }
}
