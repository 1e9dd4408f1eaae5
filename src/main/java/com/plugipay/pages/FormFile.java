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

/** The file in a form that a browser sends, kept in memory up to a limit. The rest of the form is not looked at. */
final class FormFile {
    /**
     * How much of what is too large is read all the same: a browser that is answered while it sends shows its own error
     * page instead of the answer.
     */
    private static final long READ_AND_DROPPED = 64 * 1024 * 1024;

    private final int largest;
    private final Runnable dropped;
    private final Promise<Buffer> read = Promise.promise();
    private @Nullable HttpServerFileUpload file;
    private Buffer kept = Buffer.buffer();
    private long received;
    private boolean tooLarge;

    private FormFile(int largest, Runnable dropped) {
        this.largest = largest;
        this.dropped = dropped;
    }

    /**
     * Reads the request to its end.
     *
     * @param dropped is told when nothing of it is kept any more, as it is too large
     * @return the file, empty when there is none; fails with {@link ErrorCode#PAYLOAD_TOO_LARGE} when it is too large,
     *     and {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE} when there is no form
     */
    static Future<Buffer> read(HttpServerRequest request, int largest, Runnable dropped) {
        String type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Future.failedFuture(ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception());
        }
        ErrorCode refused = RequestBody.refusedByHeaders(request);
        if (refused != null) {
            return Future.failedFuture(refused.exception());
        }
        RequestBody.writeContinue(request);
        FormFile form = new FormFile(largest, dropped);
        request.setExpectMultipart(true)
                .uploadHandler(form::part)
                .handler(form::count)
                .exceptionHandler(broken -> form.read.tryFail(ErrorCode.UNSUPPORTED_MEDIA_TYPE.exception()))
                .endHandler(ended -> form.end());
        request.resume();
        return form.read.future();
    }

    private void part(HttpServerFileUpload part) {
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
            dropped.run();
        } else {
            kept.appendBuffer(chunk);
        }
    }

    private void count(Buffer chunk) {
        received += chunk.length();
        if (received > READ_AND_DROPPED) {
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
