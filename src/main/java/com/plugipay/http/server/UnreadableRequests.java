package com.plugipay.http.server;

import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
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

    private static Failure refusal(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.URI_TOO_LONG.here();
        }
        return cause instanceof TooLongHttpHeaderException
                ? Problem.HEADERS_TOO_LARGE.here()
                : Problem.VALIDATION_ERROR.saying("This is not HTTP/1.1.");
    }

    /** The problem that a failure tells the caller of; null when it is none of the caller's business. */
    public static @Nullable Failure told(@Nullable Throwable failure) {
        if (failure instanceof HttpException refused && refused.getStatusCode() == 400) {
            return Problem.VALIDATION_ERROR.saying("The address is not percent-encoded as it should be.");
        }
        return failure instanceof Failure told ? told : null;
    }
}
