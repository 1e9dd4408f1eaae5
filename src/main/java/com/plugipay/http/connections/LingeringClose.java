package com.plugipay.http.connections;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client may still send: a client whose connection is closed while it sends may never see the
 * response that was written before.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failure on a channel closes it.
final class LingeringClose {
    private static final long LINGER_MS = 2_000;

    private LingeringClose() {}

    /** Ends what is sent, and closes the connection a moment later. What arrives until then is for the guard to discard. */
    static void begin(ChannelHandlerContext guard) {
        guard.channel().config().setAutoRead(true);
        guard.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            SslHandler tls = guard.pipeline().get(SslHandler.class);
            if (tls == null) {
                ((DuplexChannel) guard.channel()).shutdownOutput();
            } else {
                tls.closeOutbound().addListener(notified -> ((DuplexChannel) guard.channel()).shutdownOutput());
            }
        });
        guard.executor().schedule(() -> guard.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    }

    /** Lets the decoder and Vert.x forget the connection now, so that nothing that has arrived stays in memory. */
    static void forget(ChannelHandlerContext guard) {
        ChannelPipeline pipeline = guard.pipeline();
        guard.fireChannelInactive();
        pipeline.remove(RequestDecoder.class);
        while (!pipeline.last().equals(guard.handler())) {
            pipeline.removeLast();
        }
    }
}
