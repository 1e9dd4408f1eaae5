package com.plugipay.http.exchange;

import com.plugipay.errors.ErrorCode;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole body of a request, as bytes. A body that is too large, compressed, incomplete or badly encoded is the
 * caller's mistake.
 */
public final class RequestBody implements Handler<RoutingContext> {
    private static final String KEY = RequestBody.class.getName();
    private static final Buffer NONE = Buffer.buffer();
    private static final int LARGEST_AT_FIRST = 4 * 1024;

    private final int largest;

    /** @param largest how many bytes a body may have */
    public RequestBody(int largest) {
        this.largest = largest;
    }

    /** The body that was read, empty when there was none. */
    public static Buffer of(RoutingContext context) {
        Buffer body = context.get(KEY);
        return body == null ? NONE : body;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (hasNone(request)) {
            context.next();
            return;
        }
        ErrorCode refused = refused(request);
        if (refused != null) {
            context.fail(
                    refused == ErrorCode.UNSUPPORTED_MEDIA_TYPE
                            ? refused.withMessage("A body is not compressed: leave out Content-Encoding.")
                            : refused.exception());
            return;
        }
        writeContinue(request);
        new Collector(context, request).begin();
    }

    /** Whether there is a body that is not refused for its headers. */
    public boolean isToBeRead(HttpServerRequest request) {
        return !hasNone(request) && refused(request) == null;
    }

    /** Whether an HTTP/1 request has no body, as its headers say. */
    private static boolean hasNone(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private @Nullable ErrorCode refused(HttpServerRequest request) {
        ErrorCode refused = refusedByHeaders(request);
        return refused == null && declaredLength(request) > largest ? ErrorCode.PAYLOAD_TOO_LARGE : refused;
    }

    /** Why a body is refused for its headers, whatever its size: for an expectation or its encoding; else null. */
    public static @Nullable ErrorCode refusedByHeaders(HttpServerRequest request) {
        String expectation = expectation(request);
        if (expectation != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation)) {
            return ErrorCode.EXPECTATION_FAILED;
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding.strip())) {
            return ErrorCode.UNSUPPORTED_MEDIA_TYPE;
        }
        return null;
    }

    /** Asks a client to send its body, if the client waits for that. */
    public static void writeContinue(HttpServerRequest request) {
        if (expectation(request) != null && request.version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
    }

    private static @Nullable String expectation(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.EXPECT);
    }

    /** The decoder has refused texts that are not numbers; what is left is a number that is too large. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException immense) {
            return Long.MAX_VALUE;
        }
    }

    private final class Collector {
        private final RoutingContext context;
        private final HttpServerRequest request;
        private Buffer body;
        private boolean isOver;

        Collector(RoutingContext context, HttpServerRequest request) {
            this.context = context;
            this.request = request;
            this.body = Buffer.buffer((int) Math.min(declaredLength(request), LARGEST_AT_FIRST));
        }

        void begin() {
            request.handler(this::append)
                    .exceptionHandler(aborted ->
                            fail(ErrorCode.VALIDATION_ERROR.withMessage("The request ended before its body.")))
                    .endHandler(ended -> end())
                    .resume();
        }

        private void append(Buffer chunk) {
            if (isOver) {
                return;
            }
            if (body.length() + chunk.length() > largest) {
                fail(ErrorCode.PAYLOAD_TOO_LARGE.exception());
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void fail(Throwable failure) {
            if (!isOver) {
                isOver = true;
                // The connection, which may stay open for a moment, still refers to this.
                body = NONE;
                context.fail(failure);
            }
        }

        private void end() {
            if (!isOver) {
                isOver = true;
                context.put(KEY, body);
                context.next();
            }
        }
    }
}
