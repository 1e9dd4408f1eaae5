package com.plugipay.http.server;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;

/** Requests that are no HTTP: they are the caller's mistake, and are answered like any other where that can be done. */
public final class UnreadableRequests implements Handler<HttpServerRequest> {
    private final RequestPipeline edge;

    UnreadableRequests(RequestPipeline edge) {
        this.edge = edge;
    }

    /** Answers what the decoder gave up on. Where the next request would begin nobody knows: the connection ends. */
    @Override
    public void handle(HttpServerRequest request) {
        edge.refusal(refusal(request.decoderResult().cause()))
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

    /** The problem that a failure tells the caller of; null when it is none of the caller's business. */
    public static @Nullable ApiException told(@Nullable Throwable failure) {
        if (failure instanceof HttpException refused && refused.getStatusCode() == 400) {
            return ErrorCode.VALIDATION_ERROR.withMessage("The address is not percent-encoded as it should be.");
        }
        return failure instanceof ApiException told ? told : null;
    }
}
