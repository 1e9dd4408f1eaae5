package com.plugipay.http.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Signature;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.FormUpload;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.RequestSchema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a request contains.
 *
 * @param fields those of its JSON; of a form with a file the hash of the file, by which a repeat is recognised
 * @param file null for an operation that accepts none
 */
record SentContent(ObjectNode fields, @Nullable Buffer file) {
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");
    private static final byte[] NO_BODY = new byte[0];

    /** Reads a body; fails naming what is wrong with it. */
    static SentContent of(Operation<?> operation, HttpServerRequest request, byte[] bytes) {
        String type = request.getHeader("Content-Type");
        if (!operation.writes()) {
            return new SentContent(RequestSchema.parse(NO_BODY), null);
        }
        if (operation.largestFile() > 0) {
            return ofForm(type, bytes, operation.largestFile());
        }
        if (bytes.length > 0 && type != null && !JSON.matcher(type).matches()) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception();
        }
        ObjectNode body = RequestSchema.parse(bytes);
        if (operation.schema() == null && !body.isEmpty()) {
            throw ErrorCode.VALIDATION_ERROR.forField(body.fieldNames().next(), "There is no such field.");
        }
        return new SentContent(body, null);
    }

    private static SentContent ofForm(@Nullable String type, byte[] form, int largest) {
        if (type == null || !FormUpload.isForm(type)) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.withMessage(
                    "Send the file in the field " + Call.FILE + " of a form, as multipart/form-data.");
        }
        Buffer file = FormUpload.file(type, form, Call.FILE)
                .filter(found -> found.length() > 0)
                .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField(
                        Call.FILE, "The form must contain a file in the field " + Call.FILE + "."));
        if (file.length() > largest) {
            throw ErrorCode.PAYLOAD_TOO_LARGE.forField(
                    Call.FILE, "The file may have at most " + largest / (1024 * 1024) + " MB.");
        }
        String hash = HexFormat.of().formatHex(Signature.sha256(file.getBytes()));
        return new SentContent(RequestSchema.parse(NO_BODY).put(Call.FILE, hash), file);
    }
}
