package com.plugipay.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.plugipay.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The published OpenAPI document, with which every response in every test is compared. */
final class OpenApiContract {
    private static final Map<String, OpenApiContract> KNOWN = new ConcurrentHashMap<>();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OpenApiContract(JsonNode document) {
        this.document = document;
    }

    static OpenApiContract of(String baseUrl) {
        return KNOWN.computeIfAbsent(baseUrl, url -> {
            try {
                return new OpenApiContract(Json.MAPPER.readTree(
                        URI.create(url + "/v1/openapi.json").toURL().openStream()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    /** Fails when a response under {@code /v1} does not fit the document. */
    Answer check(String method, String target, Answer answer) {
        String path = target.replaceFirst("\\?.*", "");
        if (!path.startsWith("/v1/") || answer.status() == 204) {
            return answer;
        }
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            JsonNode operation = entry.getValue().path(method.toLowerCase(Locale.ROOT));
            String pattern = "/v1" + entry.getKey().replaceAll("\\{\\w+}", "[^/]+");
            if (!operation.isMissingNode() && path.matches(pattern)) {
                JsonNode responses = operation.path("responses");
                String status =
                        responses.has(String.valueOf(answer.status())) ? String.valueOf(answer.status()) : "default";
                // No schema describes a file.
                if (responses.path(status).path("content").has("application/json")) {
                    check(entry.getKey() + method + status, responses.path(status), answer);
                }
                return answer;
            }
        }
        return answer;
    }

    private void check(String name, JsonNode response, Answer answer) {
        Schema schema = schemas.computeIfAbsent(name, ignored -> {
            ObjectNode whole = response.path("content")
                    .path("application/json")
                    .path("schema")
                    .deepCopy();
            whole.set("components", document.path("components"));
            return REGISTRY.getSchema(whole);
        });
        assertThat(schema.validate(answer.json()))
                .as(name + ": " + answer.body())
                .isEmpty();
    }
}
