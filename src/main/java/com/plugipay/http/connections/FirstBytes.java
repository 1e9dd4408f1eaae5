package com.plugipay.http.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Adds the guard to a connection without TLS. Vert.x finds out the version of HTTP by the first bytes, and would decode a
 * whole head with its own decoder before others can see that; so it gets the bytes one by one until the version is known.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failure on a channel closes it.
final class FirstBytes extends ChannelInboundHandlerAdapter {
    /** How long the first 24 bytes, by which HTTP/2 is recognised, may take to arrive. */
    private static final long TIMEOUT_MS = 10_000;

    private final Connections connections;
    private boolean hasTimer;

    FirstBytes(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        while (bytes.isReadable() && !connections.guard(context.pipeline())) {
            context.fireChannelRead(bytes.readRetainedSlice(1));
        }
        if (connections.guard(context.pipeline())) {
            context.pipeline().remove(this);
        } else if (!hasTimer) {
            hasTimer = true;
            context.executor()
                    .schedule(() -> context.isRemoved() ? null : context.close(), TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }
}
