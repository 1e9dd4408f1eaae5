package com.plugipay.http.operations;

import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The place in a list at which its next page begins, with all that the first page was asked for.
 *
 * @param after the id of the last item before it
 */
record ListCursor(
        String path,
        boolean ascending,
        String after,
        @Nullable String createdAfter,
        @Nullable String createdBefore,
        Map<String, String> filters) {
    private static final int CHECKSUM_BYTES = 4;

    ListCursor {
        filters = Map.copyOf(filters);
        // What is missing in its text is null here, whatever the type says.
        Objects.requireNonNull(path);
        if (after.indexOf('\0') >= 0 || filters.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("A NUL");
        }
    }

    /** Reads what {@link #text} wrote; fails with {@link ErrorCode#INVALID_CURSOR} on any other text. */
    static ListCursor read(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String text = new String(bytes, 0, bytes.length - CHECKSUM_BYTES, StandardCharsets.UTF_8);
            if (!encode(text).equals(cursor)) {
                throw ErrorCode.INVALID_CURSOR.exception();
            }
            return Optional.ofNullable(Json.read(text, ListCursor.class))
                    .orElseThrow(ErrorCode.INVALID_CURSOR::exception);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException damaged) {
            throw ErrorCode.INVALID_CURSOR.exception();
        }
    }

    /** One of its times; null where there is none. */
    static @Nullable Instant time(@Nullable String text) {
        try {
            return Instants.parse(text);
        } catch (DateTimeException damaged) {
            throw ErrorCode.INVALID_CURSOR.exception();
        }
    }

    /** The cursor as callers get it. */
    String text() {
        return encode(Json.text(this));
    }

    /** The text with a checksum behind it: a cursor that was cut or edited is told from one that is right. */
    private static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        byte[] sealed = ByteBuffer.allocate(bytes.length + CHECKSUM_BYTES)
                .put(bytes)
                .putInt((int) checksum.getValue())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }
}
