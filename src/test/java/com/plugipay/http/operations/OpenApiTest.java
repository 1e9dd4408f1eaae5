package com.plugipay.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.plugipay.errors.ErrorCode;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published document is complete and unambiguous, and every schema in it is valid. */
class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Api api =
            Api.of(TestGateway.shared(), TestGateway.shared().workspace().test());
    private final JsonNode document =
            api.raw("GET", "/v1/openapi.json", new byte[0], Map.of()).json();

    @Test
    void hasATitleAndAVersion() {
        assertThat(document.path("openapi").asText()).startsWith("3.1.");
        assertThat(document.at("/info/title").asText()).isEqualTo("Plugipay");
        assertThat(document.at("/info/version").asText()).isNotBlank();
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("/v1");
        assertThat(document.path("paths")).isNotEmpty();
    }

    @Test
    void operationIdsAreUnique() {
        List<String> names = operations()
                .map(operation -> operation.path("operationId").asText())
                .toList();
        assertThat(names).isNotEmpty().doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z]+"));
    }

    @Test
    void everyOperationDescribesItsResponses() {
        assertThat(operations()).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.path("summary").asText()).isNotBlank();
            JsonNode responses = operation.path("responses");
            assertThat(responses.has("default")).isTrue();
            assertThat(responses.propertyStream().filter(one -> one.getKey().matches("2\\d\\d")))
                    .hasSize(1);
            assertThat(responses.propertyStream()).allSatisfy(response -> {
                assertThat(response.getValue().path("description").asText()).isNotBlank();
                assertThat(response.getValue().has("content"))
                        .isEqualTo(!response.getKey().equals("204"));
            });
        });
    }

    @Test
    void everyParameterOfAPathIsDeclared() {
        document.path("paths").propertyStream().forEach(path -> {
            Set<String> inPath = new HashSet<>(PARAMETER
                    .matcher(path.getKey())
                    .results()
                    .map(one -> one.group(1))
                    .toList());
            path.getValue().valueStream().forEach(operation -> {
                List<JsonNode> declared =
                        operation.path("parameters").valueStream().toList();
                assertThat(declared.stream()
                                .filter(one -> one.path("in").asText().equals("path"))
                                .filter(one -> one.path("required").asBoolean())
                                .map(one -> one.path("name").asText()))
                        .containsExactlyInAnyOrderElementsOf(inPath);
                assertThat(declared.stream()
                                .map(one -> one.path("in").asText()
                                        + one.path("name").asText()))
                        .doesNotHaveDuplicates();
            });
        });
    }

    @Test
    void everyReferenceCanBeResolved() {
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everySchemaIsValid() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(document.at("/components/schemas").properties())
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(meta.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void everyErrorCodeIsListed() {
        JsonNode codes = document.at("/components/schemas/Error/properties/error/properties/code/enum");
        assertThat(codes.valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrder(
                        Stream.of(ErrorCode.values()).map(ErrorCode::code).toArray(String[]::new));
    }

    @Test
    void operationsThatNeedAKeyDeclareIt() {
        document.path("paths")
                .propertyStream()
                .forEach(path -> assertThat(path.getValue()
                                .valueStream()
                                .map(operation -> operation.path("security").isEmpty()))
                        .as(path.getKey())
                        .containsOnly(path.getKey().startsWith("/public/")));
    }

    @Test
    void bothMountsPublishTheSameDocument() {
        assertThat(api.raw("GET", "/api/v1/openapi.json", new byte[0], Map.of()).json())
                .isEqualTo(document);
    }

    private Stream<JsonNode> operations() {
        return document.path("paths").valueStream().flatMap(JsonNode::valueStream);
    }
}
