package com.plugipay.http.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.sandbox.sdk.NodeSdk;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A linter that others use has nothing to say about the document. */
class OpenApiLintTest {
    @Test
    void redoclyFindsNothing() throws Exception {
        Path file = Files.createTempFile("openapi", ".json");
        try {
            Files.writeString(
                    file,
                    Api.of(
                                    TestGateway.shared(),
                                    TestGateway.shared().workspace().test())
                            .raw("GET", "/v1/openapi.json", new byte[0], Map.of())
                            .body());
            JsonNode found = Json.read(NodeSdk.run("lint.cjs", file.toString()), JsonNode.class);

            assertThat(found.path("problems")).isEmpty();
            assertThat(found.path("totals").toString()).isEqualTo("{\"errors\":0,\"warnings\":0,\"ignored\":0}");
        } finally {
            Files.delete(file);
        }
    }
}
