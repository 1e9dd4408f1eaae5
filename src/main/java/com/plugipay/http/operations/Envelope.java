package com.plugipay.http.operations;

import com.plugipay.errors.ApiException;
import com.plugipay.json.Dialect;
import com.plugipay.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the body of every JSON response: {@code data}, {@code error} and {@code meta}. */
public final class Envelope {
    private static final byte[] DATA = ascii("{\"data\":");
    private static final byte[] NO_ERROR = ascii(",\"error\":null,\"meta\":{\"requestId\":\"");
    private static final byte[] ERROR = ascii("{\"data\":null,\"error\":");
    private static final byte[] META = ascii(",\"meta\":{\"requestId\":\"");

    private Envelope() {}

    /** The body of a success; a null result has none. */
    public static byte[] of(Dialect dialect, @Nullable Object result, String requestId, Instant now) {
        if (result == null) {
            return new byte[0];
        }
        Object data = result instanceof Page<?> page ? page.items() : result;
        byte[] json = dialect.bytes(data);
        var bytes = new ByteArrayOutputStream(json.length + 160);
        bytes.writeBytes(DATA);
        bytes.writeBytes(json);
        bytes.writeBytes(NO_ERROR);
        bytes.writeBytes(ascii(requestId));
        bytes.writeBytes(ascii("\",\"timestamp\":\"" + Json.text(now) + '"'));
        if (result instanceof Page<?> page) {
            String cursor = page.cursor();
            bytes.writeBytes(ascii(",\"cursor\":" + (cursor == null ? "null" : '"' + cursor + '"') + ",\"hasMore\":"
                    + page.hasMore()));
        }
        bytes.writeBytes(ascii("}}"));
        return bytes.toByteArray();
    }

    /** The body of a failure. */
    public static byte[] of(ApiException failure, String requestId, Instant now) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", failure.errorCode().code());
        error.put("message", failure.message());
        String field = failure.field();
        if (field != null) {
            error.put("field", field);
        }
        if (!failure.details().isEmpty()) {
            error.put("details", failure.details());
        }
        var bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(ERROR);
        bytes.writeBytes(Dialect.PLUGIPAY.bytes(error));
        bytes.writeBytes(META);
        bytes.writeBytes(ascii(requestId + "\",\"timestamp\":\"" + Json.text(now) + "\"}}"));
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
