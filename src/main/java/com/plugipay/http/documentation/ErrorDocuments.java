package com.plugipay.http.documentation;

import static com.plugipay.http.documentation.JsonParts.JSON;
import static com.plugipay.http.documentation.JsonParts.json;
import static com.plugipay.http.documentation.JsonParts.reference;
import static com.plugipay.http.documentation.JsonParts.string;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How operations fail: one response for each status, and which of them an operation has. */
final class ErrorDocuments {
    /** What reads or changes something at a provider, which may refuse, fail or be silent. */
    private static final Set<String> AT_PROVIDERS = Set.of(
            "adapters",
            "checkout-sessions",
            "invoices",
            "payment-attempts",
            "payment-methods",
            "payments",
            "portal-sessions",
            "public",
            "refunds",
            "subscriptions");

    private ErrorDocuments() {}

    /** The statuses with which an operation can fail. */
    static Set<Integer> of(Operation<?> operation) {
        Set<Integer> statuses = new TreeSet<>(List.of(400, 429, 500, 503));
        if (!operation.isOpen()) {
            statuses.addAll(List.of(401, 403));
        }
        if (operation.path().indexOf(':') >= 0 || operation.writes()) {
            statuses.add(404);
        }
        if (operation.path().indexOf(':') >= 0 || operation.isPaged()) {
            statuses.add(409);
        }
        if (operation.writes()) {
            statuses.addAll(List.of(408, 409, 413, 415, 417, 422));
            if (AT_PROVIDERS.contains(operation.resource())) {
                statuses.addAll(List.of(502, 504));
            }
        }
        return statuses;
    }

    /** The name of the response with that status. */
    static String name(int status) {
        return "Error" + status;
    }

    /** The response of each status that some operation has. */
    static ObjectNode responses(Set<Integer> statuses) {
        ObjectNode responses = JSON.objectNode();
        for (int status : statuses) {
            List<ErrorCode> codes = Arrays.stream(ErrorCode.values())
                    .filter(code -> code.status() == status)
                    .toList();
            ObjectNode response = responses
                    .putObject(name(status))
                    .put(
                            "description",
                            codes.stream()
                                    .map(code -> '`' + code.code() + "`: "
                                            + code.exception().message())
                                    .collect(Collectors.joining(" ")));
            ObjectNode example = json(response, reference("schemas", "Error")).putObject("example");
            example.putNull("data");
            example.putObject("error")
                    .put("code", codes.getFirst().code())
                    .put("message", codes.getFirst().exception().message());
            meta(example);
        }
        return responses;
    }

    /** Puts what a response says about itself into an example of one; returns it. */
    static ObjectNode meta(ObjectNode envelope) {
        return envelope.putObject("meta")
                .put("requestId", "req_01M2H0Z3A5B7C9D1E3F5G7H9J1")
                .put("timestamp", "2026-11-22T08:00:00.123Z");
    }

    /** The envelope of all failures. */
    static ObjectNode schema() {
        ObjectNode envelope = JSON.objectNode().put("type", "object");
        ObjectNode properties = envelope.putObject("properties");
        properties.putObject("data").put("type", "null").put("description", "Nothing: the request has failed.");
        ObjectNode error = properties.putObject("error").put("type", "object").put("description", "What was wrong.");
        ObjectNode fields = error.putObject("properties");
        ObjectNode code = string("The kind of failure, for programs.");
        ArrayNode codes = code.putArray("enum");
        Arrays.stream(ErrorCode.values())
                .sorted(Comparator.comparingInt(ErrorCode::status))
                .map(ErrorCode::code)
                .forEach(codes::add);
        fields.set("code", code);
        fields.set("message", string("What was wrong, for people."));
        fields.set(
                "field",
                string("The path of the field at fault, such as lines/0/quantity; left out if there is none."));
        fields.putObject("details")
                .put("type", "array")
                .put(
                        "description",
                        "More for programs, such as every field at fault; left out if there is nothing more.");
        error.putArray("required").add("code").add("message");
        properties.set("meta", SuccessDocuments.meta());
        envelope.putArray("required").add("data").add("error").add("meta");
        return envelope;
    }
}
