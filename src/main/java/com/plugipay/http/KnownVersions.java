package com.plugipay.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * Marks requests of a version of HTTP that there is not, such as 1.7, as unreadable. Left to itself Vert.x answers them
 * with 501, as if something were missing here.
 */
@Sharable
final class KnownVersions extends ChannelInboundHandlerAdapter {
    private static final KnownVersions HANDLER = new KnownVersions();

    private KnownVersions() {}

    /** Watches a new connection; those of HTTP/2 name no version in their requests. */
    static void expect(HttpConnection connection) {
        if (connection instanceof VertxConnection any) {
            ChannelPipeline pipeline = any.channelHandlerContext().pipeline();
            if (pipeline.get(HttpRequestDecoder.class) != null) {
                // Behind all others: the first request is on its way through them already.
                pipeline.addBefore(any.channelHandlerContext().name(), null, HANDLER);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            // So that it is answered in a version that there is.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("Unknown version")));
        }
        context.fireChannelRead(message);
    }
}
