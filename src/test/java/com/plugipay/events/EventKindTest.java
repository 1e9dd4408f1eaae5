package com.plugipay.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.plugipay.Modules;
import com.plugipay.json.Json;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published schemas and examples match real events. */
class EventKindTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema META_SCHEMA =
            REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    private static final List<EventKind> KINDS = EventKind.all(Modules.RESOURCES);

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @ParameterizedTest
    @EnumSource
    void everyTypeHasASchemaAndAnExampleThatFitsIt(EventType type) {
        EventKind kind = kind(type);
        JsonNode schema = tree(kind.schema());
        ObjectNode example = (ObjectNode) tree(kind.example());

        assertThat(META_SCHEMA.validate(schema)).isEmpty();
        assertThat(errors(type, example)).isEmpty();
        assertThat(example.path("type").textValue()).isEqualTo(type.text());
        assertThat(Event.stored(example.toString()).payload()).isEqualTo(example.toString());

        assertThat(errors(type, example.deepCopy().put("type", "payment.unknown")))
                .isNotEmpty();
        assertThat(errors(type, example.deepCopy().without("createdAt"))).isNotEmpty();
        ObjectNode without = example.deepCopy();
        without.withObjectProperty("data").withObjectProperty("object").remove("id");
        assertThat(errors(type, without)).isNotEmpty();
    }

    @Test
    void examplesDoNotShareAnId() {
        assertThat(KINDS).extracting(kind -> kind.example().get("id")).doesNotHaveDuplicates();
    }

    @Test
    void theObjectHasTheSchemaOfTheApi() {
        JsonNode components = api.get("/v1/openapi.json").json().at("/components/schemas");

        for (String name : List.of(
                "Payment",
                "Refund",
                "CheckoutSession",
                "Customer",
                "Plan",
                "Subscription",
                "Invoice",
                "WebhookEndpoint")) {
            String objectType = name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
            assertThat(KINDS)
                    .filteredOn(kind -> kind.objectType().equals(objectType))
                    .isNotEmpty()
                    .allSatisfy(kind -> {
                        JsonNode schema = tree(kind.schema());
                        assertThat(schema.at("/$defs/" + objectType)).isEqualTo(components.path(name));
                    });
        }
    }

    @Test
    void realEventsConformToTheirSchemas() {
        String customer = api.post("/v1/customers", "{\"email\":\"siti@example.com\"}")
                .expect(201)
                .id();
        api.patch("/v1/customers/" + customer, "{\"name\":\"Siti\"}").expect(200);
        api.delete("/v1/customers/" + customer).expect(204);

        String plan = api.post("/v1/plans", """
                {"name":"Pro","interval":"month","amount":100000,"currency":"IDR"}""").expect(201).id();
        api.patch("/v1/plans/" + plan, "{\"name\":\"Max\"}").expect(200);
        api.post("/v1/plans/" + plan + "/archive", "").expect(200);

        String paid = session();
        api.post("/v1/public/checkout/sessions/" + paid + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        api.post("/v1/public/checkout/sessions/" + paid + "/buyer-claim", "").expect(200);
        api.post("/v1/checkout-sessions/" + paid + "/confirm", "").expect(200);
        String payment = api.get("/v1/checkout-sessions/" + paid).text("paymentId");
        api.patch("/v1/payments/" + payment, "{\"description\":\"Paid\"}").expect(200);
        api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":50000}")
                .expect(201);
        api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}").expect(201);
        api.post("/v1/checkout-sessions/" + session() + "/cancel", "").expect(200);

        Set<String> seen = new HashSet<>();
        for (JsonNode event : api.get("/v1/events?limit=100").expect(200).data()) {
            EventType type = EventType.of(event.path("type").textValue()).orElseThrow();
            assertThat(errors(type, event)).as(event.toString()).isEmpty();
            seen.add(type.text());
        }
        assertThat(seen)
                .contains(
                        "customer.created",
                        "customer.updated",
                        "customer.deleted",
                        "checkout_session.completed",
                        "checkout_session.canceled",
                        "payment.pending",
                        "payment.succeeded",
                        "payment.updated",
                        "payment.partially_refunded",
                        "payment.refunded",
                        "refund.created",
                        "refund.succeeded");
    }

    @Test
    void theListHasEveryType() {
        Answer answer = api.get("/v1/events/types").expect(200);

        List<String> types = new ArrayList<>();
        answer.data().forEach(kind -> {
            types.add(kind.path("type").textValue());
            assertThat(kind.at("/schema/title")).isEqualTo(kind.path("type"));
            assertThat(kind.at("/example/type")).isEqualTo(kind.path("type"));
        });
        assertThat(types)
                .containsExactlyElementsOf(
                        KINDS.stream().map(kind -> kind.type().text()).toList());
    }

    private String session() {
        return api.post("/v1/checkout-sessions", """
                        {"amount":150000,"currency":"IDR","successUrl":"https://a.example","cancelUrl":"https://a.example"}""").expect(201).id();
    }

    private static EventKind kind(EventType type) {
        return KINDS.stream().filter(kind -> kind.type() == type).findFirst().orElseThrow();
    }

    private static List<Error> errors(EventType type, JsonNode event) {
        Schema schema = REGISTRY.getSchema(tree(kind(type).schema()));
        return schema.validate(event);
    }

    /** As a client reads it from a response. */
    private static JsonNode tree(Map<String, Object> value) {
        return Json.read(Json.text(value), JsonNode.class);
    }
}
