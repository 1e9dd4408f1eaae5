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
 * The position at which the next page of a list begins, with the filters and the order of the first page.
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
        // A cursor without it is damaged; the JSON mapper would leave null here.
        Objects.requireNonNull(path);
        if (after.indexOf('\0') >= 0 || filters.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("A NUL");
        }
    }

    /** Reads what {@link #text} wrote; fails with {@link ErrorCode#INVALID_CURSOR} for any other text. */
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

    /** Reads a time of a cursor; null for no text. */
    static @Nullable Instant time(@Nullable String text) {
        try {
            return Instants.parse(text);
        } catch (DateTimeException damaged) {
            throw ErrorCode.INVALID_CURSOR.exception();
        }
    }

    /** The cursor as responses show it. */
    String text() {
        return encode(Json.text(this));
    }

    /** Encodes a text with a checksum, by which a truncated or edited cursor is recognised. */
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
