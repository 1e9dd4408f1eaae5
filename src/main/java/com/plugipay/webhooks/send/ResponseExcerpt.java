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

    private final Buffer beginning = Buffer.buffer();

    /** Adds the next part of the body; what exceeds the limit is dropped. */
    void add(Buffer part) {
        int room = MOST_BYTES - beginning.length();
        if (room > 0) {
            beginning.appendBuffer(part, 0, Math.min(room, part.length()));
        }
    }

    /** The text as UTF-8, with U+FFFD for malformed bytes and without control characters; null when nothing is left. */
    @Nullable
    String text() {
        CharBuffer text = CharBuffer.allocate(beginning.length());
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        // A character that the limit has cut is left out; one that the receiver has cut is malformed.
        boolean whole = beginning.length() < MOST_BYTES;
        decoder.decode(ByteBuffer.wrap(beginning.getBytes()), text, whole);
        String shown = CONTROLS.matcher(text.flip()).replaceAll("");
        return shown.isBlank() ? null : shown;
    }
}
