package com.plugipay.http.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the document shows as answers is what the gateway answers. */
class ResponseExampleTest {
    /** A provider that only the tests have. */
    private static final String OF_TESTS = "/adapters/acme";

    private final Api api =
            Api.of(TestGateway.shared(), TestGateway.shared().workspace().test());
    private final JsonNode document =
            api.raw("GET", "/v1/openapi.json", new byte[0], Map.of()).json();

    /** No object may have more members than its schema, or fewer; and every answer in every test is compared with it. */
    @Test
    void everySuccessHasAnExampleOfItsShape() throws IOException {
        JsonNode objects = Json.read(Files.readString(Path.of("src/main/resources/api/objects.json")), JsonNode.class);
        Set<String> used = new HashSet<>();
        document.path("paths")
                .propertyStream()
                .filter(path -> !path.getKey().equals(OF_TESTS))
                .forEach(path -> path.getValue().valueStream().forEach(operation -> {
                    String name = operation.path("operationId").asText();
                    JsonNode body = operation
                            .path("responses")
                            .propertyStream()
                            .filter(response -> response.getKey().startsWith("2"))
                            .map(response -> response.getValue().at("/content/application~1json"))
                            .findFirst()
                            .orElseThrow();
                    if (body.isMissingNode()) {
                        return;
                    }
                    JsonNode data = body.at("/schema/properties/data");
                    String reference = data.has("items")
                            ? data.at("/items/$ref").asText()
                            : data.at(data.has("anyOf") ? "/anyOf/0/$ref" : "/$ref")
                                    .asText();
                    String schema = reference.substring(reference.lastIndexOf('/') + 1);
                    used.add(schema);
                    if (schema.equals("ProviderAccountList")) {
                        // Without the provider that only the tests have, it would not fit.
                        ObjectNode accounts = objects.path(schema).deepCopy();
                        accounts.set("acme", accounts.path("manual"));
                        assertThat(DocumentParts.validator(document, data).validate(accounts))
                                .isEmpty();
                        return;
                    }
                    JsonNode example = body.at("/examples/example");
                    assertThat(example.isObject())
                            .as("an object for " + name + " in api/objects.json")
                            .isTrue();
                    assertThat(DocumentParts.validator(document, body.path("schema"))
                                    .validate(DocumentParts.resolved(document, example)
                                            .path("value")))
                            .as(name)
                            .isEmpty();
                }));
        assertThat(objects.propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(used);
    }
}
