package com.plugipay.pages;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.RequestBody;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the first file of a form into memory, up to a limit. The rest of the form is ignored. */
public final class FormFile {
    /**
     * How much of a request is read although its file is too large: a browser that gets a response while it sends shows its
     * own error page instead of the response.
     */
    private static final long MOST_DISCARDED = 64 * 1024 * 1024;

    private final int largest;
    private final Runnable onTooLarge;
    private final Promise<Buffer> read = Promise.promise();
    private @Nullable HttpServerFileUpload file;
    private Buffer kept = Buffer.buffer();
    private long received;
    private boolean tooLarge;

    private FormFile(int largest, Runnable onTooLarge) {
        this.largest = largest;
        this.onTooLarge = onTooLarge;
    }

    /**
     * Reads the request to its end.
     *
     * @param onTooLarge is called when the file proves too large; nothing of it is kept then
     * @return the file, empty when there is none; fails with {@link ErrorCode#PAYLOAD_TOO_LARGE} when it is too large, and
     *     with {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE} when the request is no form
     */
    public static Future<Buffer> read(HttpServerRequest request, int largest, Runnable onTooLarge) {
        String type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Future.failedFuture(ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception());
        }
        ErrorCode refused = RequestBody.refusedByHeaders(request);
        if (refused != null) {
            return Future.failedFuture(refused.exception());
        }
        RequestBody.writeContinue(request);
        FormFile form = new FormFile(largest, onTooLarge);
        request.setExpectMultipart(true)
                .uploadHandler(form::startPart)
                .handler(form::count)
                .exceptionHandler(broken -> form.read.tryFail(ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception()))
                .endHandler(ended -> form.end());
        request.resume();
        return form.read.future();
    }

    private void startPart(HttpServerFileUpload part) {
        if (file == null) {
            file = part;
            part.handler(this::keep);
        } else {
            part.handler(ignored -> {});
        }
    }

    private void keep(Buffer chunk) {
        if (tooLarge) {
            return;
        }
        tooLarge = kept.length() + chunk.length() > largest;
        if (tooLarge) {
            kept = Buffer.buffer();
            onTooLarge.run();
        } else {
            kept.appendBuffer(chunk);
        }
    }

    private void count(Buffer chunk) {
        received += chunk.length();
        if (received > MOST_DISCARDED) {
            read.tryFail(ErrorCode.PAYLOAD_TOO_LARGE.exception());
        }
    }

    private void end() {
        if (tooLarge) {
            read.tryFail(ErrorCode.PAYLOAD_TOO_LARGE.exception());
        } else {
            read.tryComplete(kept);
        }
    }
}
