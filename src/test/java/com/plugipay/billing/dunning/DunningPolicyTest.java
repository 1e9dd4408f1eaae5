package com.plugipay.billing.dunning;

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

/** The policies by which invoices are collected again. */
class DunningPolicyTest {
    private final Api api = TestGateway.shared().merchant();

    @Test
    void whatIsLeftOutIsTheStandard() {
        Answer made =
                api.post("/v1/dunning-policies", "{\"name\":\"Standard\"}").expect(201);
        assertThat(made.id()).matches("dp_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(days(made.data())).containsExactly(1, 3, 5, 7);
        assertThat(made.text("finalAction")).isEqualTo("cancel");
        assertThat(made.data().path("isDefault").asBoolean()).isFalse();
        assertThat(api.get("/v1/dunning-policies/" + made.id()).data()).isEqualTo(made.data());
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() {
        String id = api.post("/v1/dunning-policies", """
                {"name":"Patient","retryAfterDays":[2,30],"finalAction":"leave_past_due","metadata":{"a":"b"}}""").expect(201).id();
        Answer changed = api.patch(
                        "/v1/dunning-policies/" + id, "{\"retryAfterDays\":[],\"finalAction\":\"mark_uncollectible\"}")
                .expect(200);
        assertThat(days(changed.data())).isEmpty();
        assertThat(changed.text("finalAction")).isEqualTo("mark_uncollectible");
        assertThat(changed.text("name")).isEqualTo("Patient");
        assertThat(changed.data().at("/metadata/a").asText()).isEqualTo("b");
    }

    @Test
    void atMostOneIsTheDefault() {
        List<CompletableFuture<Answer>> made = IntStream.range(0, 8)
                .mapToObj(i -> api.sendLater(
                        "POST", "/v1/dunning-policies", "{\"name\":\"" + i + "\",\"isDefault\":true}", null))
                .toList();
        made.forEach(answer -> answer.join().expect(201));

        List<JsonNode> defaults = api.get("/v1/dunning-policies")
                .expect(200)
                .data()
                .valueStream()
                .filter(policy -> policy.path("isDefault").asBoolean())
                .toList();
        assertThat(defaults).hasSize(1);

        String id = defaults.getFirst().path("id").asText();
        api.patch("/v1/dunning-policies/" + id, "{\"isDefault\":false}").expect(200);
        assertThat(api.get("/v1/dunning-policies").data().valueStream())
                .noneMatch(policy -> policy.path("isDefault").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"retryAfterDays\":[3,3]|retryAfterDays/1",
                "\"retryAfterDays\":[5,1]|retryAfterDays/1",
                "\"retryAfterDays\":[0]|retryAfterDays/0",
                "\"retryAfterDays\":[91]|retryAfterDays/0",
                "\"retryAfterDays\":[1,2,3,4,5,6,7,8,9,10,11]|retryAfterDays",
                "\"retryAfterDays\":[1.5]|retryAfterDays/0",
                "\"finalAction\":\"forget\"|finalAction",
                "\"name\":\"\"|name"
            })
    void aWrongPolicyIsRefusedByItsField(String field, String path) {
        String body = field.startsWith("\"name\"") ? "{" + field + "}" : "{\"name\":\"Wrong\"," + field + "}";
        assertThat(api.post("/v1/dunning-policies", body)
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo(path);
    }

    @Test
    void aPlanNamesOnlyAPolicyOfItsWorkspace() {
        String foreign = TestGateway.shared()
                .merchant()
                .post("/v1/dunning-policies", "{\"name\":\"Foreign\"}")
                .expect(201)
                .id();
        for (String id : List.of(foreign, "dp_1")) {
            Answer refused = api.post(
                            "/v1/plans",
                            "{\"name\":\"Pro\",\"interval\":\"month\",\"prices\":[],\"dunningPolicyId\":\"" + id
                                    + "\"}")
                    .expect(400, "validation_error");
            assertThat(refused.field()).isEqualTo("dunningPolicyId");
        }
    }

    private static List<Integer> days(JsonNode policy) {
        return policy.path("retryAfterDays").valueStream().map(JsonNode::asInt).toList();
    }
}
