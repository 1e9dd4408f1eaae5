package com.plugipay.http.operations;

import com.plugipay.http.exchange.Reply;
import io.vertx.core.buffer.Buffer;

/**
 * A file as a response. Its author may be a stranger, so browsers save it and never show it as a page of this site.
 *
 * @param fileName letters, digits, underscores and dots
 */
public record Download(String fileName, String contentType, Buffer content) {

    /** The reply that sends this file. */
    public Reply reply(int status) {
        return Reply.of(status, contentType, content)
                .with("Content-Disposition", "attachment; filename=\"" + fileName + '"')
                .with("Content-Security-Policy", "default-src 'none'; sandbox")
                .with("Cache-Control", "private, no-store");
    }
}
