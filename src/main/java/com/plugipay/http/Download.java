package com.plugipay.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * A file as an answer. A stranger may have made it: browsers save it, and never show it in our name.
 *
 * @param fileName letters, digits, underscores and dots
 */
public record Download(String fileName, String contentType, Buffer content) {

    void headers(HttpServerResponse response) {
        response.putHeader("Content-Type", contentType)
                .putHeader("Content-Disposition", "attachment; filename=\"" + fileName + '"')
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("Cache-Control", "private, no-store");
    }
}
