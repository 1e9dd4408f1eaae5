package com.plugipay.http.documentation;

import static com.plugipay.http.documentation.JsonParts.JSON;
import static com.plugipay.http.documentation.JsonParts.string;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Operations;
import com.plugipay.json.Json;
import com.plugipay.text.ClasspathFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the OpenAPI 3.1 document, from the list that also mounts the routes. An operation with several paths stands at one,
 * which no other could be taken for, and names the others.
 */
public final class OpenApi {
    private static final String DESCRIPTION = """
            One signed API over the payment accounts that a business already has. Amounts are integers in the currency's \
            minor unit; IDR has none. Send a bearer key, or sign requests with `Authorization: Plugipay-HMAC-SHA256 \
            keyId=..., scope=*, signature=...`. Each request that changes something takes an `Idempotency-Key`.""";

    /** Bodies by operations, which their tests send. */
    private static final JsonNode EXAMPLES =
            Json.read(new String(ClasspathFile.read("/api/examples.json"), StandardCharsets.UTF_8), JsonNode.class);

    private OpenApi() {}

    /** The whole document. */
    public static ObjectNode document(Operations operations) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Plugipay")
                .put("version", "1")
                .put("description", DESCRIPTION)
                .putObject("license")
                .put("name", "All rights reserved")
                .put("identifier", "LicenseRef-Plugipay");
        document.putArray("servers").addObject().put("url", "/v1").put("description", "This gateway.");
        ArrayNode tags = document.putArray("tags");
        ObjectNode paths = document.putObject("paths");
        Map<String, ObjectNode> schemas = new TreeMap<>();
        ResponseExamples responseExamples = new ResponseExamples();
        Set<Integer> statuses = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        for (Operation<?> operation : operations.all()) {
            if (!operations.documented(operation.path()).equals(operation.path())) {
                continue;
            }
            String path = template(operation.path());
            ObjectNode methods = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            OperationDocument written = new OperationDocument(operation);
            methods.set(
                    operation.method().name().toLowerCase(Locale.ROOT),
                    written.write(
                            aliases(operations, operation), schemas, EXAMPLES.get(written.id()), responseExamples));
            statuses.addAll(ErrorDocuments.of(operation));
            groups.add(operation.resource());
        }
        document.set("webhooks", SentRequestDocuments.of(operations.sent(), schemas));
        Stream.concat(
                        groups.stream(),
                        operations.sent().isEmpty() ? Stream.empty() : Stream.of(SentRequestDocuments.TAG))
                .forEach(name -> tags.addObject().put("name", name).put("description", ApiTexts.of("tag." + name)));
        schemas.put("Error", ErrorDocuments.schema());
        ObjectNode components = document.putObject("components");
        components.putObject("schemas").setAll(schemas);
        components.putObject("examples").setAll(responseExamples.used());
        components.set("responses", ErrorDocuments.responses(statuses));
        components
                .putObject("parameters")
                .putObject("IdempotencyKey")
                .put("name", "Idempotency-Key")
                .put("in", "header")
                .put("required", false)
                .put("description", ApiTexts.of("header.Idempotency-Key"))
                .set("schema", string().put("minLength", 1).put("maxLength", 255));
        security(components.putObject("securitySchemes"));
        return document;
    }

    private static List<String> aliases(Operations operations, Operation<?> operation) {
        return operations.all().stream()
                .filter(other -> other != operation && other.method().equals(operation.method()))
                .filter(other -> operations.documented(other.path()).equals(operation.path()))
                .map(other -> template(other.path()))
                .toList();
    }

    private static String template(String path) {
        return path.replaceAll(":(\\w+)", "{$1}");
    }

    private static void security(ObjectNode schemes) {
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The key as it is shown when it is made.");
        schemes.putObject("signature")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "Authorization")
                .put(
                        "description",
                        "Plugipay-HMAC-SHA256 keyId=<keyId>, scope=*, signature=<64 hex digits>, with the header "
                                + "X-Plugipay-Timestamp.");
        schemes.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "__Host-plugipay_session")
                .put("description", "A person who has signed in; changes are made from this site's own pages only.");
    }
}
