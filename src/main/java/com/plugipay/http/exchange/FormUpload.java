package com.plugipay.http.exchange;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a file in a multipart form that has arrived as a whole (RFC 7578). */
public final class FormUpload {
    /** What a form takes in bytes beyond its file: headers of parts, boundaries, and perhaps other fields. */
    public static final int OVERHEAD = 16 * 1024;

    private static final int MOST_PARTS = 16;
    private static final int PIECE = 8 * 1024;

    private FormUpload() {}

    /** Whether a request with this content type is such a form. */
    public static boolean isForm(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** The file in this field of a form; empty when it has none, or cannot be read. */
    public static Optional<Buffer> file(String contentType, byte[] form, String field) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), request, StandardCharsets.UTF_8, MOST_PARTS, OVERHEAD);
            if (decode(decoder, form) && decoder.getBodyHttpData(field) instanceof FileUpload file) {
                return Optional.of(Buffer.buffer(file.get()));
            }
            return Optional.empty();
        } catch (IOException | RuntimeException malformed) {
            // The decoder throws exceptions of many kinds for forms that are not written as they should be.
            return Optional.empty();
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    /** Decodes a form; false when there is too much beside its parts: the decoder takes long for headers. */
    private static boolean decode(HttpPostMultipartRequestDecoder decoder, byte[] form) {
        int beside = 0;
        for (int from = 0; from < form.length; from += PIECE) {
            int length = Math.min(PIECE, form.length - from);
            decoder.offer(new DefaultHttpContent(Unpooled.wrappedBuffer(form, from, length)));
            beside += decoder.currentPartialHttpData() == null ? length : 0;
            if (beside > OVERHEAD) {
                return false;
            }
        }
        decoder.offer(LastHttpContent.EMPTY_LAST_CONTENT);
        return true;
    }
}
