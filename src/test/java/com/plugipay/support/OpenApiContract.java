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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The published OpenAPI document, with which every response in every test is compared. */
final class OpenApiContract {
    private static final Map<String, OpenApiContract> KNOWN = new ConcurrentHashMap<>();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final List<Documented> operations;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** An operation, and the targets that are its. */
    private record Documented(String method, Pattern target, JsonNode operation) {}

    private OpenApiContract(JsonNode document) {
        this.document = document;
        this.operations = document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .flatMap(operation -> Stream.concat(
                                        Stream.of(path.getKey()),
                                        operation
                                                .getValue()
                                                .path("x-aliases")
                                                .valueStream()
                                                .map(JsonNode::asText))
                                .map(each -> new Documented(
                                        operation.getKey().toUpperCase(Locale.ROOT),
                                        Pattern.compile("/v1" + each.replaceAll("\\{\\w+}", "[^/]+")),
                                        operation.getValue()))))
                .toList();
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
        if (!path.startsWith("/v1/")) {
            return answer;
        }
        for (Documented each : operations) {
            if (each.method().equals(method.toUpperCase(Locale.ROOT))
                    && each.target().matcher(path).matches()) {
                check(each.operation(), answer);
                return answer;
            }
        }
        return answer;
    }

    private void check(JsonNode operation, Answer answer) {
        JsonNode declared = operation.path("responses").path(String.valueOf(answer.status()));
        String name = operation.path("operationId").asText() + ' ' + answer.status();
        assertThat(declared.isMissingNode())
                .as("%s is no documented response: %s", name, answer.body())
                .isFalse();
        JsonNode response = declared.has("$ref")
                ? document.at(declared.path("$ref").asText().substring(1))
                : declared;
        // No schema describes a file.
        if (response.path("content").has("application/json")) {
            check(name, response, answer);
        }
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
