package com.plugipay.http.documentation;

import static com.plugipay.http.documentation.JsonParts.JSON;
import static com.plugipay.http.documentation.JsonParts.json;
import static com.plugipay.http.documentation.JsonParts.parameter;
import static com.plugipay.http.documentation.JsonParts.reference;
import static com.plugipay.http.documentation.JsonParts.string;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.PermissionTable;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Filter;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Schemas;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes one operation of the document, and the schemas that it needs. */
final class OperationDocument {
    private final Operation<?> operation;
    private final String id;

    OperationDocument(Operation<?> operation) {
        this.operation = operation;
        this.id = Stream.concat(
                        Stream.of(operation.method().name().toLowerCase(Locale.ROOT)),
                        Arrays.stream(operation.path().split("[/:._-]+"))
                                .filter(segment -> !segment.isEmpty())
                                .map(segment ->
                                        segment.substring(0, 1).toUpperCase(Locale.ROOT) + segment.substring(1)))
                .collect(Collectors.joining());
    }

    /**
     * The operation.
     *
     * @param aliases the other paths of the same operation
     * @param example a body of its request; null for none
     */
    ObjectNode write(
            List<String> aliases,
            Map<String, ObjectNode> schemas,
            @Nullable JsonNode example,
            ResponseExamples responseExamples) {
        ObjectNode node =
                JSON.objectNode().put("summary", operation.summary()).put("description", description(aliases));
        node.putArray("tags").add(operation.resource());
        node.put("operationId", id);
        parameters(node.putArray("parameters"));
        request(node, schemas, example);
        ObjectNode responses = node.putObject("responses");
        responses.set(String.valueOf(operation.status()), SuccessDocuments.of(operation, schemas, responseExamples));
        ErrorDocuments.of(operation)
                .forEach(status ->
                        responses.set(String.valueOf(status), reference("responses", ErrorDocuments.name(status))));
        security(node);
        if (!aliases.isEmpty()) {
            ArrayNode others = node.putArray("x-aliases");
            aliases.forEach(others::add);
        }
        return node;
    }

    String id() {
        return id;
    }

    private String description(List<String> aliases) {
        String text = ApiTexts.operation(id);
        return aliases.isEmpty()
                ? text
                : text + " Other paths of the same operation: "
                        + aliases.stream().map(path -> '`' + path + '`').collect(Collectors.joining(", "))
                        + '.';
    }

    private void parameters(ArrayNode parameters) {
        Arrays.stream(operation.path().split("/"))
                .filter(segment -> segment.startsWith(":"))
                .map(segment -> segment.substring(1))
                .forEach(name -> parameter(parameters, "path", name, ofPath(name), string()));
        if (operation.isPaged()) {
            ObjectNode limit = JSON.objectNode().put("type", "integer").put("default", 50);
            query(parameters, "limit", limit);
            query(parameters, "cursor", string());
            ObjectNode order = string();
            order.putArray("enum").add("asc").add("desc");
            query(parameters, "order", order.put("default", "desc"));
            query(parameters, "createdAfter", string().put("format", "date-time"));
            query(parameters, "createdBefore", string().put("format", "date-time"));
        }
        operation.filters().values().forEach(filter -> query(parameters, filter.name(), schema(filter)));
        if (operation.writes() && !operation.isOpen()) {
            parameters.add(reference("parameters", "IdempotencyKey"));
        }
    }

    private static void query(ArrayNode parameters, String name, ObjectNode schema) {
        parameter(parameters, "query", name, ApiTexts.of("parameter." + name), schema);
    }

    private static String ofPath(String name) {
        String own = ApiTexts.of("path." + name);
        return own.isEmpty() ? ApiTexts.of("parameter." + name) : own;
    }

    private static ObjectNode schema(Filter filter) {
        ObjectNode schema = string();
        if (Listing.isTime(filter.name())) {
            schema.put("format", "date-time");
        }
        if (filter.isEnumerated()) {
            filter.values().forEach(schema.putArray("enum")::add);
        }
        return schema;
    }

    private void request(ObjectNode node, Map<String, ObjectNode> schemas, @Nullable JsonNode example) {
        if (operation.largestFile() > 0) {
            form(node.putObject("requestBody").put("required", true));
        }
        Class<?> input = operation.input();
        if (input == null) {
            return;
        }
        String name = input.getSimpleName() + (operation.isPartial() ? "Change" : "");
        schemas.computeIfAbsent(name, ignored -> operation.isPartial() ? Schemas.partial(input) : Schemas.of(input));
        boolean isRequired = schemas.get(name).has("required");
        ObjectNode body = json(node.putObject("requestBody").put("required", isRequired), reference("schemas", name));
        if (example != null) {
            body.set("example", example);
        }
    }

    private static void form(ObjectNode body) {
        ObjectNode schema = body.putObject("content")
                .putObject("multipart/form-data")
                .putObject("schema")
                .put("type", "object");
        schema.putObject("properties").set(Call.FILE, string("The file.").put("format", "binary"));
        schema.putArray("required").add(Call.FILE);
    }

    private void security(ObjectNode node) {
        ArrayNode security = node.putArray("security");
        if (operation.isOpen()) {
            return;
        }
        if (!PermissionTable.isForPeopleOnly(operation.permission())) {
            security.addObject().putArray("bearer");
            security.addObject().putArray("signature");
        }
        security.addObject().putArray("session");
        ArrayNode roles = node.putArray("x-member-roles");
        PermissionTable.roles(operation.permission()).forEach(role -> roles.add(role.text()));
    }
}
