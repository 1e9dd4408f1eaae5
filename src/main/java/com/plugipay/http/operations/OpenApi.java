package com.plugipay.http.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.PermissionTable;
import com.plugipay.errors.ErrorCode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the OpenAPI 3.1 document, from the list that also mounts the routes. */
public final class OpenApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DESCRIPTION = """
            One signed API over the payment accounts that a business already has. Amounts are integers in the currency's \
            minor unit; IDR has none. Sign requests with `Authorization: Plugipay-HMAC-SHA256 keyId=..., scope=*, \
            signature=...`, or send a bearer key.""";

    private OpenApi() {}

    /** The whole document. */
    public static ObjectNode document(Operations operations) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Plugipay").put("version", "1").put("description", DESCRIPTION);
        document.putArray("servers").addObject().put("url", "/v1");
        ObjectNode paths = document.putObject("paths");
        Map<String, ObjectNode> schemas = new TreeMap<>();
        for (Operation<?> operation : operations.all()) {
            String path = operation.path().replaceAll(":(\\w+)", "{$1}");
            ObjectNode methods = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            methods.set(operation.method().name().toLowerCase(Locale.ROOT), operation(operation, schemas));
        }
        ObjectNode components = document.putObject("components");
        schemas.put("Error", error());
        components.putObject("schemas").setAll(schemas);
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("bearer").put("type", "http").put("scheme", "bearer");
        security.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "__Host-plugipay_session")
                .put("description", "A person who has signed in; changes are made from this site's own pages only.");
        security.putObject("signature")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "Authorization")
                .put("description", "Plugipay-HMAC-SHA256 keyId=<keyId>, scope=*, signature=<64 hex digits>");
        return document;
    }

    private static ObjectNode operation(Operation<?> operation, Map<String, ObjectNode> schemas) {
        ObjectNode node = JSON.objectNode().put("summary", operation.summary());
        node.putArray("tags").add(operation.resource());
        node.put("operationId", operationId(operation));
        ArrayNode parameters = node.putArray("parameters");
        Arrays.stream(operation.path().split("/"))
                .filter(segment -> segment.startsWith(":"))
                .forEach(segment -> parameter(parameters, "path", segment.substring(1), string()));
        if (operation.isPaged()) {
            parameter(
                    parameters,
                    "query",
                    "limit",
                    JSON.objectNode().put("type", "integer").put("default", 50));
            parameter(parameters, "query", "cursor", string());
            ObjectNode order = string();
            order.putArray("enum").add("asc").add("desc");
            parameter(parameters, "query", "order", order);
            parameter(parameters, "query", "createdAfter", string().put("format", "date-time"));
            parameter(parameters, "query", "createdBefore", string().put("format", "date-time"));
        }
        operation.filters().values().forEach(filter -> parameter(parameters, "query", filter.name(), schema(filter)));
        if (operation.writes() && !operation.isOpen()) {
            parameter(parameters, "header", "Idempotency-Key", string().put("maxLength", 255));
        }
        Class<?> input = operation.input();
        if (input != null) {
            String name = input.getSimpleName() + (operation.isPartial() ? "Change" : "");
            schemas.computeIfAbsent(
                    name, ignored -> operation.isPartial() ? Schemas.partial(input) : Schemas.of(input));
            json(node.putObject("requestBody"), reference(name));
        }
        ObjectNode responses = node.putObject("responses");
        ObjectNode success =
                responses.putObject(String.valueOf(operation.status())).put("description", "Success");
        Class<?> output = operation.output();
        if (output == Download.class) {
            success.putObject("content").putObject("application/octet-stream").putObject("schema");
        } else if (output != null) {
            schemas.computeIfAbsent(output.getSimpleName(), ignored -> Schemas.result(output));
            json(success, envelope(reference(output.getSimpleName()), operation.isList()));
        }
        json(responses.putObject("default").put("description", "The problem, by its code"), reference("Error"));
        ArrayNode security = node.putArray("security");
        if (!operation.isOpen()) {
            if (!PermissionTable.isForPeopleOnly(operation.permission())) {
                security.addObject().putArray("signature");
                security.addObject().putArray("bearer");
            }
            security.addObject().putArray("session");
            ArrayNode roles = node.putArray("x-member-roles");
            PermissionTable.roles(operation.permission()).forEach(role -> roles.add(role.text()));
        }
        return node;
    }

    private static ObjectNode schema(Filter filter) {
        ObjectNode schema = string();
        if (Listing.isTime(filter.name())) {
            schema.put("format", "date-time");
        }
        if (!filter.spellings().isEmpty()) {
            filter.values().forEach(schema.putArray("enum")::add);
        }
        return schema;
    }

    private static String operationId(Operation<?> operation) {
        String path = Arrays.stream(operation.path().split("[/:.-]+"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> segment.substring(0, 1).toUpperCase(Locale.ROOT) + segment.substring(1))
                .collect(Collectors.joining());
        return operation.method().name().toLowerCase(Locale.ROOT) + path;
    }

    private static ObjectNode envelope(ObjectNode data, boolean isList) {
        ObjectNode envelope = JSON.objectNode().put("type", "object");
        ObjectNode properties = envelope.putObject("properties");
        if (isList) {
            properties.putObject("data").put("type", "array").set("items", data);
        } else {
            properties.set("data", data);
        }
        properties.putObject("error").put("type", "null");
        ObjectNode meta = properties.putObject("meta").put("type", "object");
        ObjectNode fields = meta.putObject("properties");
        fields.set("requestId", string());
        fields.set("timestamp", string().put("format", "date-time"));
        ArrayNode required = meta.putArray("required").add("requestId").add("timestamp");
        if (isList) {
            fields.putObject("cursor").putArray("type").add("string").add("null");
            fields.putObject("hasMore").put("type", "boolean");
            required.add("cursor").add("hasMore");
        }
        envelope.putArray("required").add("data").add("error").add("meta");
        return envelope;
    }

    private static ObjectNode error() {
        ObjectNode envelope = JSON.objectNode().put("type", "object");
        ObjectNode properties = envelope.putObject("properties");
        properties.putObject("data").put("type", "null");
        ObjectNode error = properties.putObject("error").put("type", "object");
        ObjectNode fields = error.putObject("properties");
        ObjectNode code = string();
        ArrayNode codes = code.putArray("enum");
        Arrays.stream(ErrorCode.values())
                .sorted(Comparator.comparingInt(ErrorCode::status))
                .map(ErrorCode::code)
                .forEach(codes::add);
        fields.set("code", code);
        fields.set("message", string());
        fields.set("field", string());
        fields.putObject("details").put("type", "array");
        error.putArray("required").add("code").add("message");
        properties.putObject("meta").put("type", "object");
        envelope.putArray("required").add("data").add("error").add("meta");
        return envelope;
    }

    private static void parameter(ArrayNode parameters, String in, String name, ObjectNode schema) {
        parameters
                .addObject()
                .put("name", name)
                .put("in", in)
                .put("required", in.equals("path"))
                .set("schema", schema);
    }

    private static void json(ObjectNode holder, ObjectNode schema) {
        holder.putObject("content").putObject("application/json").set("schema", schema);
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static ObjectNode string() {
        return JSON.objectNode().put("type", "string");
    }
}
