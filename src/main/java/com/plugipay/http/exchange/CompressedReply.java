package com.plugipay.http.exchange;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A reply that is the same for everybody, and compressed once; it must hold no secret, see {@link Gzip}. */
public record CompressedReply(Reply plain, Buffer gzip) {
    /** Compresses a reply. */
    public static CompressedReply of(Reply plain) {
        return new CompressedReply(plain, Gzip.of(plain.body()));
    }

    /** The reply to this request: compressed if its client says that it can read that. */
    public Reply to(HttpServerRequest request) {
        Reply reply = Gzip.isTakenBy(request)
                ? new Reply(plain.status(), plain.headers(), gzip).with("Content-Encoding", "gzip")
                : plain;
        return reply.with("Vary", "Accept-Encoding");
    }
}
