package com.plugipay.providers;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What came in from a provider, or from somebody who says so.
 *
 * @param workspaceId from the address that it was sent to
 * @param headers by lower-case name
 * @param body the bytes as they came
 */
public record ProviderCallback(String workspaceId, Map<String, String> headers, Buffer body) {
    @Override
    public String toString() {
        return "ProviderCallback[workspaceId=" + workspaceId + ", " + body.length() + " bytes]";
    }
}
