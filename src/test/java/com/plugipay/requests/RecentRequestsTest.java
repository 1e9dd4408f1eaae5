package com.plugipay.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A workspace sees its own requests to the node, and none of others. */
class RecentRequestsTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Created created = gateway.workspace();
    private final Api api = Api.of(gateway, created.test());

    @Test
    void aKeySeesTheRequestsOfItsWorkspaceAndMode() {
        Answer made = api.post("/v1/customers", "{\"name\":\"Rahasia\"}").expect(201);
        api.patch("/v1/customers/" + made.id(), "{\"nonsense\":\"Rahasia\"}").expect(400);
        Api.of(gateway, created.live()).get("/v1/plans").expect(200);
        gateway.merchant().get("/v1/refunds").expect(200);

        JsonNode requests = api.get("/v1/requests").expect(200).data();

        assertThat(requests).hasSize(2);
        JsonNode refused = requests.get(0);
        assertThat(refused.path("route").asText()).isEqualTo("/v1/customers/:id");
        assertThat(refused.path("status").asInt()).isEqualTo(400);
        assertThat(refused.path("errorCode").asText()).isEqualTo("validation_error");
        JsonNode first = requests.get(1);
        assertThat(first.path("method").asText()).isEqualTo("POST");
        assertThat(first.path("errorCode").isNull()).isTrue();
        assertThat(first.path("bytes").asLong()).isEqualTo(made.body().length());
        assertThat(first.path("keyId").asText())
                .isEqualTo(created.test().apiKey().keyId());
        assertThat(requests.toString()).doesNotContain("Rahasia", made.id());

        assertThat(api.get("/v1/requests/" + first.path("id").asText())
                        .expect(200)
                        .data())
                .isEqualTo(first);
        assertThat(api.get("/v1/requests?after=" + first.path("id").asText())
                        .expect(200)
                        .data())
                .extracting(each -> each.path("route").asText())
                .containsExactly("/v1/requests/:id", "/v1/requests", "/v1/customers/:id");
    }

    @Test
    void onlyTheLastThousandAreKept() {
        IntStream.range(0, 1_050).parallel().forEach(i -> api.get("/v1/events").expect(200));

        assertThat(api.get("/v1/requests").expect(200).data()).hasSize(1_000);
    }
}
