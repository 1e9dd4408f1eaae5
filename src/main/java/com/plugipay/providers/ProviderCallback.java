package com.plugipay.providers;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A request to the address of a provider's callbacks, before it is verified.
 *
 * @param workspaceId from the address
 * @param headers by lower-case name
 * @param body the bytes as received
 */
public record ProviderCallback(String workspaceId, Map<String, String> headers, Buffer body) {
    @Override
    public String toString() {
        return "ProviderCallback[workspaceId=" + workspaceId + ", " + body.length() + " bytes]";
    }
}
