package com.plugipay.http.exchange;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is the same for everybody, and compressed once. Never one with a secret: the length of what is compressed
 * together with a stranger's text tells about it.
 */
public record CompressedReply(Reply plain, Buffer gzip) {
    private static final String GZIP = "gzip";

    /** Compresses a reply. */
    public static CompressedReply of(Reply plain) {
        var bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.body().getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new CompressedReply(plain, Buffer.buffer(bytes.toByteArray()));
    }

    /** The reply to this request: compressed if its client says that it can read that. */
    public Reply to(HttpServerRequest request) {
        Reply reply = accepts(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                ? new Reply(plain.status(), plain.headers(), gzip).with("Content-Encoding", GZIP)
                : plain;
        return reply.with("Vary", "Accept-Encoding");
    }

    /** Whether gzip is in a list of encodings, and not with the weight 0. */
    private static boolean accepts(@Nullable String encodings) {
        if (encodings == null) {
            return false;
        }
        for (String encoding : encodings.toLowerCase(Locale.ROOT).split(",", 20)) {
            String[] parts = encoding.split(";", 3);
            if (parts[0].strip().equals(GZIP)) {
                return parts.length == 1 || !parts[1].strip().matches("q=0([.]0*)?");
            }
        }
        return false;
    }
}
