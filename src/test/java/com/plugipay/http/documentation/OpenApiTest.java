package com.plugipay.http.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.EventType;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
            assertThat(responses.propertyStream().filter(one -> one.getKey().matches("2\\d\\d")))
                    .hasSize(1);
            assertThat(responses.propertyStream().filter(one -> one.getKey().matches("4\\d\\d")))
                    .isNotEmpty();
            assertThat(responses.propertyStream()).allSatisfy(response -> {
                JsonNode resolved = DocumentParts.resolved(document, response.getValue());
                assertThat(resolved.path("description").asText()).isNotBlank();
                assertThat(resolved.has("content")).isEqualTo(!response.getKey().equals("204"));
            });
        });
    }

    @Test
    void everyOperationParameterAndGroupIsDescribed() {
        assertThat(Stream.concat(operations(), webhooks())).isNotEmpty().allSatisfy(operation -> {
            isSentence(operation.path("operationId").asText(), operation);
            operation
                    .path("parameters")
                    .forEach(parameter -> isSentence(
                            operation.path("operationId").asText() + ' ' + parameter,
                            DocumentParts.resolved(document, parameter)));
            assertThat(document.path("tags").findValuesAsText("name"))
                    .contains(operation.at("/tags/0").asText());
        });
        assertThat(document.path("tags")).isNotEmpty().allSatisfy(tag -> isSentence("tag", tag));
    }

    @Test
    void everyPropertyIsDescribed() {
        List<String> without = new ArrayList<>();
        Stream.concat(operations(), webhooks())
                .forEach(operation -> describes(operation.path("operationId").asText(), operation, without));
        describes("", document.path("components"), without);
        assertThat(without)
                .as("write @param in the record, or a text in api/names.properties")
                .isEmpty();
    }

    @Test
    void everyTextIsUsed() throws IOException {
        Properties names = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/api/names.properties"))) {
            names.load(reader);
        }
        String all = document.toString();
        assertThat(names.stringPropertyNames())
                .filteredOn(name -> Character.isLowerCase(name.charAt(0)))
                .allMatch(name -> all.contains('"' + name + "\":{"));
        Properties operations = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/api/operations.properties"))) {
            operations.load(reader);
        }
        assertThat(operations.stringPropertyNames())
                .filteredOn(name -> name.indexOf('.') < 0)
                .allMatch(name -> all.contains("\"operationId\":\"" + name.replace("*", "")));
    }

    @Test
    void everyEventIsARequestThatWeSend() {
        assertThat(document.path("webhooks").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        Stream.of(EventType.values()).map(EventType::text).toArray(String[]::new));
        assertThat(webhooks()).allSatisfy(request -> {
            JsonNode body = request.at("/requestBody/content/application~1json");
            assertThat(DocumentParts.validator(document, body.path("schema")).validate(body.path("example")))
                    .as(request.path("operationId").asText())
                    .isEmpty();
        });
    }

    @Test
    void everyExampleFitsItsSchema() {
        assertThat(operations().filter(operation -> operation.has("requestBody")))
                .isNotEmpty()
                .allSatisfy(operation -> {
                    JsonNode body = operation.at("/requestBody/content/application~1json");
                    if (body.has("example")) {
                        assertThat(DocumentParts.validator(document, body.path("schema"))
                                        .validate(body.path("example")))
                                .as(operation.path("operationId").asText())
                                .isEmpty();
                    }
                });
    }

    @Test
    void aliasesAreMarkedAndStandForOneOperation() {
        assertThat(document.at("/paths/~1webhook-endpoints~1{id}/get/x-aliases/0")
                        .asText())
                .isEqualTo("/webhooks/{id}");
        assertThat(document.path("paths").findValues("x-aliases").stream()
                        .flatMap(JsonNode::valueStream)
                        .map(JsonNode::asText))
                .isNotEmpty()
                .noneMatch(path -> document.path("paths").path(path).has("get"));
    }

    @Test
    void aFilterWithFixedValuesListsThem() {
        for (String path : List.of("/payments", "/events", "/invoices", "/refunds", "/subscriptions")) {
            String name = path.equals("/events") ? "type" : "status";
            assertThat(document.path("paths").path(path).at("/get/parameters").valueStream())
                    .filteredOn(parameter -> parameter.path("name").asText().equals(name))
                    .allSatisfy(parameter ->
                            assertThat(parameter.at("/schema/enum")).isNotEmpty())
                    .hasSize(1);
        }
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
                                .map(each -> DocumentParts.resolved(document, each))
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
                        .containsOnly(path.getKey().startsWith("/public/")
                                || path.getKey().startsWith("/files/")
                                || path.getKey().equals("/config")));
    }

    @Test
    void bothMountsPublishTheSameDocument() {
        assertThat(api.raw("GET", "/api/v1/openapi.json", new byte[0], Map.of()).json())
                .isEqualTo(document);
    }

    private Stream<JsonNode> operations() {
        return document.path("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private Stream<JsonNode> webhooks() {
        return document.path("webhooks").valueStream().flatMap(JsonNode::valueStream);
    }

    private static void isSentence(String name, JsonNode described) {
        assertThat(described.path("description").asText()).as(name).matches("(?s)[A-Z0-9`].*[.]");
    }

    /** Collects the properties of the schemas in a part of the document that have no sentence. */
    private static void describes(String path, JsonNode part, List<String> without) {
        if (part.path("properties").isObject() && !path.endsWith("/properties")) {
            part.path("properties").propertyStream().forEach(property -> {
                if (!property.getValue().path("description").asText().matches("(?s)[A-Z0-9`].*[.]")) {
                    without.add(path + '/' + property.getKey());
                }
            });
        }
        part.propertyStream()
                .filter(child -> !child.getKey().startsWith("example"))
                .forEach(child -> describes(path + '/' + child.getKey(), child.getValue(), without));
        for (int i = 0; part.isArray() && i < part.size(); i++) {
            describes(path + '/' + i, part.path(i), without);
        }
    }
}
