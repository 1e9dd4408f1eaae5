package com.plugipay.webhooks;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer's body, as text that a database can hold and a page can show. */
final class Excerpt {
    /** So much is kept of a body, in bytes. */
    static final int MOST_BYTES = 1024;

    /** A text of Postgres holds no NUL, and a reader of a log wants none of the others but tabs and line ends. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]");

    private final Buffer beginning = Buffer.buffer();

    /** The next part of the body; what is too much is not kept. */
    void add(Buffer part) {
        int room = MOST_BYTES - beginning.length();
        if (room > 0) {
            beginning.appendBuffer(part, 0, Math.min(room, part.length()));
        }
    }

    /** As UTF-8, with a mark in place of what is not, and without control characters; null when nothing is left. */
    @Nullable
    String text() {
        CharBuffer text = CharBuffer.allocate(beginning.length());
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        // A character that our own cut has halved is left out; one that the receiver has halved is malformed.
        boolean whole = beginning.length() < MOST_BYTES;
        decoder.decode(ByteBuffer.wrap(beginning.getBytes()), text, whole);
        String shown = CONTROLS.matcher(text.flip()).replaceAll("");
        return shown.isBlank() ? null : shown;
    }
}
