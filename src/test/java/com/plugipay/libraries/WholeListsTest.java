package com.plugipay.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of which the client libraries never ask for a second page. */
class WholeListsTest {
    private static final int MORE_THAN_A_PAGE = 55;

    private final Api api = TestGateway.shared().merchant();

    @Test
    void keysThatAreNotRevoked() {
        String revoked =
                api.post("/api/v1/api-keys", "{\"name\":\"Gone\"}").expect(201).id();
        api.delete("/api/v1/api-keys/" + revoked).expect(204);
        IntStream.range(0, MORE_THAN_A_PAGE)
                .parallel()
                .forEach(i -> api.post("/api/v1/api-keys", "{\"name\":\"Key\"}").expect(201));

        JsonNode whole = whole("/api-keys");
        assertThat(whole).hasSize(MORE_THAN_A_PAGE + 1);
        assertThat(whole.findValuesAsText("id")).doesNotContain(revoked);
        assertThat(api.get("/api/v1/api-keys?revoked=true").data().findValuesAsText("id"))
                .containsExactly(revoked);

        assertThat(api.get("/v1/api-keys").data()).hasSize(50);
        assertThat(api.get("/v1/api-keys?limit=100").data().findValuesAsText("id"))
                .contains(revoked);
        assertThat(api.get("/v1/api-keys?limit=100&revoked=false").data()).hasSize(MORE_THAN_A_PAGE + 1);
        api.get("/v1/api-keys?revoked=maybe").expect(400, "validation_error");
    }

    /** There are as many endpoints as a page has. */
    @Test
    void webhookEndpointsAndTemplates() {
        IntStream.range(0, MORE_THAN_A_PAGE)
                .parallel()
                .forEach(i -> api.post("/api/v1/templates", "{\"kind\":\"checkout\",\"name\":\"T\",\"config\":{}}")
                        .expect(201));
        IntStream.range(0, 50)
                .parallel()
                .forEach(i -> api.post("/api/v1/webhooks", "{\"url\":\"https://shop.example/" + i + "\"}")
                        .expect(201));
        assertThat(whole("/templates?kind=checkout")).hasSize(MORE_THAN_A_PAGE);
        assertThat(whole("/webhooks")).hasSize(50);
        api.post("/api/v1/webhooks", "{\"url\":\"https://shop.example/\"}").expect(409, "conflict");
    }

    private JsonNode whole(String target) {
        Answer list = api.get("/api/v1" + target).expect(200);
        assertThat(list.json().at("/meta/hasMore").asBoolean()).isFalse();
        return list.data();
    }
}
