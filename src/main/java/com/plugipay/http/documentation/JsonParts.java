package com.plugipay.http.documentation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Small parts of the document that many places have. */
final class JsonParts {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonParts() {}

    static ObjectNode string() {
        return JSON.objectNode().put("type", "string");
    }

    static ObjectNode string(String description) {
        return string().put("description", description);
    }

    static ObjectNode reference(String kind, String name) {
        return JSON.objectNode().put("$ref", "#/components/" + kind + '/' + name);
    }

    /** Puts a body in JSON into a request or a response; returns it. */
    static ObjectNode json(ObjectNode holder, ObjectNode schema) {
        ObjectNode body = holder.putObject("content").putObject("application/json");
        body.set("schema", schema);
        return body;
    }

    static void parameter(ArrayNode parameters, String in, String name, String description, ObjectNode schema) {
        parameters
                .addObject()
                .put("name", name)
                .put("in", in)
                .put("required", in.equals("path"))
                .put("description", description)
                .set("schema", schema);
    }
}
