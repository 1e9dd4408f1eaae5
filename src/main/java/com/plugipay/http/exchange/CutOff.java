package com.plugipay.http.exchange;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Ends a response that has begun, so that the client sees that it is not whole. A reset alone closes a connection of HTTP/1.1
 * only when the client has taken all that was written before, which one that takes nothing never does (Vert.x 5.0.12).
 */
public final class CutOff {
    private CutOff() {}

    /** Cuts off the response to a request at once. */
    public static void response(HttpServerRequest request) {
        request.response().reset();
        ChannelHandlerContext context = ((HttpServerConnection) request.connection()).channelHandlerContext();
        if (!(context.handler() instanceof Http2ConnectionHandler)) {
            // From this place of the pipeline: what comes before it would wait for what is written.
            context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }
}
