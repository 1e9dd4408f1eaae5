package com.plugipay.http.operations;

import com.plugipay.http.exchange.Reply;
import io.vertx.core.buffer.Buffer;

/**
 * A file as an answer. A stranger may have made it: browsers save it, and never show it in our name.
 *
 * @param fileName letters, digits, underscores and dots
 */
public record Download(String fileName, String contentType, Buffer content) {

    /** As it is sent. */
    public Reply reply(int status) {
        return Reply.of(status, contentType, content)
                .with("Content-Disposition", "attachment; filename=\"" + fileName + '"')
                .with("Content-Security-Policy", "default-src 'none'; sandbox")
                .with("Cache-Control", "private, no-store");
    }
}
