package com.plugipay.http.exchange;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what a client takes compressed. Nothing is compressed by itself: the length of a compressed response that holds a
 * secret beside what others have chosen would tell of the secret (https://www.breachattack.com).
 */
public final class Gzip {
    private static final Pattern TAKEN =
            Pattern.compile("(?:^|,)\\s*gzip\\s*(?:;\\s*q=([0-9.]+))?\\s*(?:,|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT = Pattern.compile("0(\\.0*)?");

    /** A response that fits into one packet is not worth it. */
    private static final int LEAST = 1_200;

    private Gzip() {}

    /** Whether a client takes it (RFC 9110, 12.5.3). */
    public static boolean isTakenBy(HttpServerRequest request) {
        @Nullable String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        Matcher gzip = TAKEN.matcher(accepted == null ? "" : accepted);
        return gzip.find()
                && (gzip.group(1) == null || !NOT.matcher(gzip.group(1)).matches());
    }

    /** The content compressed. */
    public static Buffer of(Buffer content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(content.length() / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content.getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(compressed.toByteArray());
    }

    /** A page or a public document for this client; it must hold no secret. */
    public static Reply reply(HttpServerRequest request, Reply plain) {
        Reply varying = plain.with("Vary", "Accept-Encoding");
        return plain.body().length() < LEAST || !isTakenBy(request)
                ? varying
                : new Reply(plain.status(), varying.headers(), of(plain.body())).with("Content-Encoding", "gzip");
    }
}
