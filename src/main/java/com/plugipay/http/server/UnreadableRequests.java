package com.plugipay.http.server;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;

/** Responds to requests that are not valid HTTP, like to other mistakes of the caller. */
public final class UnreadableRequests implements Handler<HttpServerRequest> {
    private final RequestPipeline pipeline;
    private final BrowserPages pages;

    UnreadableRequests(RequestPipeline pipeline, BrowserPages pages) {
        this.pipeline = pipeline;
        this.pages = pages;
    }

    /** Responds, and closes the connection: it is unknown where the next request begins. */
    @Override
    public void handle(HttpServerRequest request) {
        ApiException refusal = refusal(request.decoderResult().cause());
        pages.refusal(request, refusal)
                .orElseGet(() -> pipeline.refusal(refusal))
                .with("Connection", "close")
                .to(request);
        request.connection().close();
    }

    private static ApiException refusal(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return ErrorCode.URI_TOO_LONG.exception();
        }
        return cause instanceof TooLongHttpHeaderException
                ? ErrorCode.HEADERS_TOO_LARGE.exception()
                : ErrorCode.VALIDATION_ERROR.withMessage("This is not HTTP/1.1.");
    }

    /** The failure that the caller sees; null if it is an internal one. */
    public static @Nullable ApiException visible(@Nullable Throwable failure) {
        if (failure instanceof HttpException refused && refused.getStatusCode() == 400) {
            return ErrorCode.VALIDATION_ERROR.withMessage("The address is not percent-encoded as it should be.");
        }
        return failure instanceof ApiException visible ? visible : null;
    }
}
