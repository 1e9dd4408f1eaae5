package com.plugipay.webhooks.send;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The beginning of a response's body, as text that Postgres can store and a page can show. */
final class ResponseExcerpt {
    /** The bytes of a body that are kept. */
    static final int MOST_BYTES = 1024;

    /** Postgres stores no NUL in a text; of the others a log needs only tabs and line ends. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]");

    private ResponseExcerpt() {}

    /**
     * The beginning of a body, or all that is kept of it, as UTF-8: with U+FFFD for malformed bytes and without control
     * characters; null when nothing is left.
     */
    static @Nullable String text(Buffer body) {
        int length = Math.min(body.length(), MOST_BYTES);
        CharBuffer text = CharBuffer.allocate(length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        // A character that the limit has cut is left out; one that the receiver has cut is malformed.
        boolean whole = length < MOST_BYTES;
        decoder.decode(ByteBuffer.wrap(body.getBytes(0, length)), text, whole);
        String shown = CONTROLS.matcher(text.flip()).replaceAll("");
        return shown.isBlank() ? null : shown;
    }
}
