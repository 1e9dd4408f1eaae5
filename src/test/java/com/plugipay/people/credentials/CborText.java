package com.plugipay.people.credentials;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the little of CBOR (RFC 8949) that authenticators send: integers, texts, bytes and maps. */
final class CborText {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int MAP = 5;

    private CborText() {}

    static byte[] of(Object value) {
        Buffer written = Buffer.buffer();
        write(written, value);
        return written.getBytes();
    }

    private static void write(Buffer to, Object value) {
        switch (value) {
            case Integer number -> head(to, number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? -1 - number : number);
            case byte[] bytes -> head(to, BYTES, bytes.length).appendBytes(bytes);
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                head(to, TEXT, bytes.length).appendBytes(bytes);
            }
            case Map<?, ?> map -> {
                head(to, MAP, map.size());
                map.forEach((key, content) -> {
                    write(to, key);
                    write(to, content);
                });
            }
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
    }

    private static Buffer head(Buffer to, int type, int number) {
        int first = type << 5;
        if (number < 24) {
            return to.appendByte((byte) (first | number));
        }
        if (number < 0x100) {
            return to.appendByte((byte) (first | 24)).appendByte((byte) number);
        }
        return to.appendByte((byte) (first | 25)).appendShort((short) number);
    }
}
