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
 * Reads the bodies of requests whole and as they come; what they mean is for the route to say. One that is too large, is
 * compressed, never ends or is badly cut into chunks is the caller's mistake.
 */
public final class RequestBody implements Handler<RoutingContext> {
    private static final String KEPT_AS = RequestBody.class.getName();
    private static final Buffer NONE = Buffer.buffer();
    private static final int LARGEST_AT_FIRST = 4 * 1024;

    private final int largest;

    /** Reads up to {@code largest} bytes. */
    public RequestBody(int largest) {
        this.largest = largest;
    }

    /** The body that was read, empty when there was none. */
    public static Buffer of(RoutingContext context) {
        Buffer body = context.get(KEPT_AS);
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
            context.fail(refused.exception());
            return;
        }
        writeContinue(request);
        new Collector(context, request).begin();
    }

    /** Whether there is a body, and nothing in the headers for which it is refused unread. */
    public boolean isToBeRead(HttpServerRequest request) {
        return !hasNone(request) && refused(request) == null;
    }

    /** HTTP/1 says so in its headers; there is nothing to wait for then. */
    private static boolean hasNone(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private @Nullable ErrorCode refused(HttpServerRequest request) {
        ErrorCode refused = refusedByHeaders(request);
        return refused == null && announced(request) > largest ? ErrorCode.PAYLOAD_TOO_LARGE : refused;
    }

    /** Why a body is not read, whatever its size: for what is expected of us or for how it is encoded; else null. */
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

    /** Tells a client that waits for it to send its body. */
    public static void writeContinue(HttpServerRequest request) {
        if (expectation(request) != null && request.version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
    }

    private static @Nullable String expectation(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.EXPECT);
    }

    /** The decoder has refused what is no number; one that a number cannot hold is too large. */
    private static long announced(HttpServerRequest request) {
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
        private final Buffer body;
        private boolean isOver;

        Collector(RoutingContext context, HttpServerRequest request) {
            this.context = context;
            this.request = request;
            this.body = Buffer.buffer((int) Math.min(announced(request), LARGEST_AT_FIRST));
        }

        void begin() {
            request.handler(this::keep)
                    .exceptionHandler(
                            gone -> fail(ErrorCode.VALIDATION_ERROR.withMessage("The request ended before its body.")))
                    .endHandler(ended -> end())
                    .resume();
        }

        private void keep(Buffer chunk) {
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
                context.fail(failure);
            }
        }

        private void end() {
            if (!isOver) {
                isOver = true;
                context.put(KEPT_AS, body);
                context.next();
            }
        }
    }
}
