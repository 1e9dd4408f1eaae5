package com.plugipay.providers.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.plugipay.json.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The JSON in what a provider has sent. */
public final class JsonBody {
    private JsonBody() {}

    /** The object in a body; a missing node when it is no JSON, or no object. */
    public static JsonNode object(Buffer body) {
        try {
            JsonNode read = Json.MAPPER.readTree(body.getBytes());
            return read != null && read.isObject() ? read : MissingNode.getInstance();
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
