package com.plugipay.http.operations;

import com.plugipay.http.exchange.Reply;
import io.vertx.core.buffer.Buffer;

/**
 * A file as a response. Its author may be a stranger, so browsers never show it as a page of this site.
 *
 * @param fileName letters, digits, underscores and dots
 * @param isPublished whether whoever knows its address may see it, and it never changes: then pages show it, and it is cached
 */
public record Download(String fileName, String contentType, Buffer content, boolean isPublished) {
    private static final String A_YEAR = "public, max-age=31536000, immutable";

    /** A file for the caller only, which browsers save. */
    public Download(String fileName, String contentType, Buffer content) {
        this(fileName, contentType, content, false);
    }

    /** A file for whoever knows its address. */
    public static Download published(String fileName, String contentType, Buffer content) {
        return new Download(fileName, contentType, content, true);
    }

    /** The reply that sends this file. */
    public Reply reply(int status) {
        return Reply.of(status, contentType, content)
                .with("Content-Disposition", (isPublished ? "inline" : "attachment") + "; filename=\"" + fileName + '"')
                .with("Content-Security-Policy", "default-src 'none'; sandbox")
                .with("Cache-Control", isPublished ? A_YEAR : "private, no-store");
    }
}
