package com.plugipay.http.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Puts the guard on a connection without TLS. There Vert.x waits for the first bytes to see which HTTP is spoken, and would
 * have decoded a whole head with its own decoder before it tells anybody; so it is given them one by one until it knows.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails on a channel closes it.
final class FirstBytes extends ChannelInboundHandlerAdapter {
    /** For the 24 bytes that HTTP/2 begins with, and for what could become them. */
    private static final long PATIENCE_MS = 10_000;

    private final Connections connections;
    private boolean waits;

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
        } else if (!waits) {
            waits = true;
            context.executor()
                    .schedule(() -> context.isRemoved() ? null : context.close(), PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }
}
