package com.plugipay.billing.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan from creation to the archive, with its prices and events. */
class PlanTest {
    private static final String PRO = """
            {"name":"Pro","interval":"month","amount":100000,"currency":"IDR"}""";
    private static final String CLOUD = """
            {"name":"Cloud","interval":"month","intervalCount":3,"description":"Servers","trialDays":14,
             "usageAggregate":"max","meteredUnit":"server","active":false,"metadata":{"family":"compute"},
             "dunningPolicyId":"dp_1",
             "portalFeatures":{"selfServeCancel":false,"selfServePause":true,"selfServeUpgrade":true,
                               "selfServeDowngrade":false,"updatePaymentMethod":true},
             "prices":[
               {"currency":"USD","model":"usage","unitAmount":25,"taxMode":"inclusive"},
               {"currency":"IDR","model":"tiered","active":false,"tiers":[
                 {"upTo":10,"unitAmount":5000,"flatAmount":1000},{"upTo":"inf","unitAmount":4000}]},
               {"currency":"IDR","model":"volume","tiers":[{"upTo":"inf","unitAmount":0}]}]}""";

    private final Api api = TestGateway.shared().merchant();
    private final String policy = api.post("/v1/dunning-policies", "{\"name\":\"Patient\"}")
            .expect(201)
            .id();
    private final String cloud = CLOUD.replace("dp_1", policy);

    @Test
    void anAmountIsShortForOneFlatPrice() {
        Answer made = api.post("/v1/plans", PRO).expect(201);
        assertThat(made.id()).matches("plan_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(made.data().path("amount").asLong()).isEqualTo(100_000);
        assertThat(made.text("currency")).isEqualTo("IDR");
        assertThat(made.data().path("intervalCount").asInt()).isEqualTo(1);
        assertThat(made.data().path("trialDays").asInt()).isZero();
        assertThat(made.data().path("active").asBoolean()).isTrue();
        assertThat(made.data().at("/portalFeatures/selfServeCancel").asBoolean())
                .isTrue();
        assertThat(made.data().at("/portalFeatures/selfServePause").asBoolean()).isFalse();
        JsonNode price = made.data().path("prices").path(0);
        assertThat(price.path("id").asText()).matches("price_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(price.path("planId").asText()).isEqualTo(made.id());
        assertThat(price.path("model").asText()).isEqualTo("flat");
        assertThat(price.path("unitAmount").asLong()).isEqualTo(100_000);
        assertThat(price.path("tiers").isNull()).isTrue();
        assertThat(price.path("taxMode").asText()).isEqualTo("exclusive");
        assertThat(api.get("/v1/plans/" + made.id()).data()).isEqualTo(made.data());
        assertThat(api.get("/v1/prices/" + price.path("id").asText()).data()).isEqualTo(price);
    }

    @Test
    void everyFieldIsStored() {
        Answer made = api.post("/v1/plans", cloud).expect(201);
        assertThat(made.data().path("prices"))
                .extracting(price -> price.path("model").asText())
                .containsExactly("usage", "tiered", "volume");
        assertThat(made.data().at("/prices/1/tiers/0/upTo").asLong()).isEqualTo(10);
        assertThat(made.data().at("/prices/1/tiers/1/upTo").asText()).isEqualTo("inf");
        assertThat(made.data().at("/prices/1/tiers/1/flatAmount").isNull()).isTrue();
        assertThat(made.data().path("amount").asLong()).isEqualTo(25);
        assertThat(made.text("usageAggregate")).isEqualTo("max");
        assertThat(made.text("meteredUnit")).isEqualTo("server");
        assertThat(made.text("dunningPolicyId")).isEqualTo(policy);
        assertThat(made.data().at("/portalFeatures/selfServePause").asBoolean()).isTrue();
        assertThat(api.get("/v1/plans/" + made.id()).data()).isEqualTo(made.data());
    }

    @Test
    void whatTheLibrariesSendIsAccepted() {
        Answer made = api.post("/api/v1/plans", """
                {"name":"Basic","interval":"week","prices":[],"portalFeatures":{"selfServeCancel":true,
                 "selfServePause":false,"selfServeUpgrade":false,"selfServeDowngrade":false,
                 "updatePaymentMethod":true},"metadata":null}""").expect(201);
        assertThat(made.data().path("prices")).isEmpty();
        assertThat(made.data().path("amount").isNull()).isTrue();
        assertThat(made.data().path("accountId")).isEqualTo(made.data().path("workspaceId"));
        Answer price = api.post("/api/v1/plans/" + made.id() + "/prices", """
                {"currency":"IDR","model":"flat","unitAmount":5000,"taxMode":"inclusive","active":true}""").expect(201);
        assertThat(api.get("/api/v1/plans/" + made.id()).data().path("prices")).containsExactly(price.data());
        api.post("/api/v1/plans/" + made.id() + "/archive", "{}").expect(200);
    }

    @Test
    void aChangeKeepsAbsentFieldsAndClearsNullFields() {
        Answer made = api.post("/v1/plans", cloud).expect(201);
        Answer changed = api.patch("/v1/plans/" + made.id(), """
                {"name":"Cloud 2","description":null,"trialDays":7,"active":true,
                 "portalFeatures":{"selfServeDowngrade":true}}""").expect(200);
        assertThat(changed.text("name")).isEqualTo("Cloud 2");
        assertThat(changed.data().path("description").isNull()).isTrue();
        assertThat(changed.data().path("trialDays").asInt()).isEqualTo(7);
        assertThat(changed.data().path("active").asBoolean()).isTrue();
        assertThat(changed.data().at("/portalFeatures/selfServeDowngrade").asBoolean())
                .isTrue();
        assertThat(changed.data().at("/portalFeatures/selfServeCancel").asBoolean())
                .isFalse();
        assertThat(changed.data().path("prices")).isEqualTo(made.data().path("prices"));
        assertThat(changed.data().path("metadata")).isEqualTo(made.data().path("metadata"));
        assertThat(changed.text("updatedAt")).isGreaterThan(made.text("updatedAt"));
        assertThat(api.get("/v1/plans/" + made.id()).data()).isEqualTo(changed.data());
        refused(api.patch("/v1/plans/" + made.id(), "{\"interval\":\"day\"}"), "interval");
    }

    @Test
    void anArchivedPlanIsNotActiveUntilItIsActivated() {
        String target = "/v1/plans/" + api.post("/v1/plans", PRO).expect(201).id();
        Answer archived = api.post(target + "/archive", "").expect(200);
        assertThat(archived.data().path("active").asBoolean()).isFalse();
        assertThat(archived.text("archivedAt")).isNotEmpty();
        api.post(target + "/archive", "").expect(409, "conflict");
        assertThat(api.get("/v1/plans?active=true").data()).isEmpty();
        assertThat(api.get("/v1/plans?active=false").data()).containsExactly(archived.data());
        refused(api.get("/v1/plans?active=yes"), "active");

        Answer renamed = api.patch(target, "{\"name\":\"Old Pro\"}").expect(200);
        assertThat(renamed.data().path("archivedAt")).isEqualTo(archived.data().path("archivedAt"));
        Answer active = api.patch(target, "{\"active\":true}").expect(200);
        assertThat(active.data().path("archivedAt").isNull()).isTrue();
    }

    @Test
    void aPriceIsAddedTakenOffSaleAndDeleted() {
        Answer plan = api.post("/v1/plans", PRO).expect(201);
        Answer added = api.post("/v1/plans/" + plan.id() + "/prices", "{\"currency\":\"USD\",\"unitAmount\":700}")
                .expect(201);
        String first = plan.data().at("/prices/0/id").asText();
        Answer off = api.patch("/v1/prices/" + first, "{\"active\":false}").expect(200);
        assertThat(off.data().path("unitAmount").asLong()).isEqualTo(100_000);
        assertThat(off.text("updatedAt")).isGreaterThan(off.text("createdAt"));
        Answer now = api.get("/v1/plans/" + plan.id()).expect(200);
        assertThat(now.data().path("prices")).containsExactly(off.data(), added.data());
        assertThat(now.data().path("amount").asLong()).isEqualTo(700);
        assertThat(now.text("currency")).isEqualTo("USD");
        refused(api.patch("/v1/prices/" + first, "{\"unitAmount\":1}"), "active");

        api.delete("/v1/prices/" + added.id()).expect(204);
        api.get("/v1/prices/" + added.id()).expect(404, "not_found");
        api.delete("/v1/prices/" + added.id()).expect(404, "not_found");
        assertThat(api.get("/v1/plans/" + plan.id()).data().path("prices")).containsExactly(off.data());
    }

    @Test
    void usageIsAddedUpUnlessThePlanSaysOtherwise() {
        Answer plan = api.post("/v1/plans", PRO).expect(201);
        assertThat(plan.data().path("usageAggregate").isNull()).isTrue();
        api.post("/v1/plans/" + plan.id() + "/prices", "{\"currency\":\"IDR\",\"model\":\"usage\",\"unitAmount\":2}")
                .expect(201);
        assertThat(api.get("/v1/plans/" + plan.id()).text("usageAggregate")).isEqualTo("sum");
        assertThat(api.post("/v1/plans", """
                        {"name":"Api","interval":"month","prices":[{"currency":"IDR","model":"usage","unitAmount":2}]}""").expect(201).text("usageAggregate"))
                .isEqualTo("sum");
    }

    @Test
    void eachChangeHasAnEventWithTheFormerValues() {
        Answer plan = api.post("/v1/plans", PRO).expect(201);
        api.post("/v1/plans/" + plan.id() + "/prices", "{\"currency\":\"USD\",\"unitAmount\":700}")
                .expect(201);
        Answer changed =
                api.patch("/v1/plans/" + plan.id(), "{\"name\":\"Max\"}").expect(200);
        Answer archived = api.post("/v1/plans/" + plan.id() + "/archive", "").expect(200);

        List<JsonNode> events =
                api.get("/v1/events").data().valueStream().toList().reversed();
        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly("plan.created", "plan.updated", "plan.updated", "plan.archived");
        assertThat(events.get(0).at("/data/object")).isEqualTo(plan.data());
        assertThat(events.get(1).at("/data/previousAttributes/prices"))
                .isEqualTo(plan.data().path("prices"));
        assertThat(events.get(2).at("/data/object")).isEqualTo(changed.data());
        assertThat(events.get(2).at("/data/previousAttributes").toString()).isEqualTo("{\"name\":\"Pro\"}");
        assertThat(events.get(3).at("/data/object")).isEqualTo(archived.data());
    }

    @Test
    void pricesThatAreAddedAtTheSameMomentAreAllThere() {
        Answer plan = api.post("/v1/plans", PRO).expect(201);
        List<CompletableFuture<Answer>> adding = IntStream.range(1, 9)
                .mapToObj(i -> api.sendLater(
                        "POST",
                        "/v1/plans/" + plan.id() + "/prices",
                        "{\"currency\":\"USD\",\"unitAmount\":" + i + "}"))
                .toList();
        List<Answer> added =
                adding.stream().map(price -> price.join().expect(201)).toList();
        JsonNode prices = api.get("/v1/plans/" + plan.id()).data().path("prices");
        assertThat(prices)
                .hasSize(9)
                .containsAll(added.stream().map(Answer::data).toList());
        // As the events show them, each with one more.
        JsonNode events = api.get("/v1/events?type=plan.updated").data();
        assertThat(events.path(0).at("/data/object/prices")).isEqualTo(prices);
    }

    @Test
    void aPlanHasAtMostFiftyPrices() {
        String prices = "{\"currency\":\"IDR\",\"unitAmount\":1},".repeat(50);
        String plan = api.post(
                        "/v1/plans",
                        "{\"name\":\"Many\",\"interval\":\"day\",\"prices\":["
                                + prices.substring(0, prices.length() - 1) + "]}")
                .expect(201)
                .id();
        api.post("/v1/plans/" + plan + "/prices", "{\"currency\":\"IDR\",\"unitAmount\":1}")
                .expect(409, "conflict");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            "amount":1                                                                                | currency
            "currency":"IDR"                                                                          | amount
            "amount":1,"currency":"QQQ"                                                               | currency
            "amount":-1,"currency":"IDR"                                                              | amount
            "amount":1,"currency":"IDR","prices":[{"currency":"IDR","unitAmount":1}]                  | amount
            "intervalCount":37                                                                        | intervalCount
            "intervalCount":0                                                                         | intervalCount
            "trialDays":731                                                                           | trialDays
            "prices":[{"currency":"IDR"}]                                                             | prices/0/unitAmount
            "prices":[{"currency":"IDR","unitAmount":1},{"currency":"idr","unitAmount":1}]            | prices/1/currency
            "prices":[{"currency":"IDR","unitAmount":1,"tiers":[{"upTo":"inf","unitAmount":1}]}]      | prices/0/tiers
            "prices":[{"currency":"IDR","model":"volume","unitAmount":1}]                             | prices/0/tiers
            "prices":[{"currency":"IDR","model":"tiered","tiers":[]}]                                 | prices/0/tiers
            "prices":[{"currency":"IDR","model":"tiered","tiers":[{"upTo":5,"unitAmount":1}]}]        | prices/0/tiers/0/upTo
            "prices":[{"currency":"IDR","model":"tiered","tiers":[{"upTo":0,"unitAmount":1}]}]        | prices/0/tiers/0/upTo
            "prices":[{"currency":"IDR","model":"tiered","tiers":[{"upTo":"all","unitAmount":1}]}]    | prices/0/tiers/0/upTo
            "prices":[{"currency":"IDR","model":"tiered","tiers":[{"upTo":5,"unitAmount":1},{"upTo":5,"unitAmount":1},{"upTo":"inf","unitAmount":1}]}] | prices/0/tiers/1/upTo
            "usageAggregate":"average"                                                                | usageAggregate
            """)
    void whatCannotBeBilledIsRefused(String fields, String field) {
        refused(api.post("/v1/plans", "{\"name\":\"Odd\",\"interval\":\"month\"," + fields.strip() + "}"), field);
    }

    private static void refused(Answer answer, String field) {
        assertThat(answer.expect(400, "validation_error").field()).isEqualTo(field);
    }
}
