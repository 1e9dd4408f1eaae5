package com.plugipay.http.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@link RequestGuard} is for HTTP/1.x, for the streams of one HTTP/2 connection: each ends by itself. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails on a channel closes it.
final class StreamGuard extends Http2FrameListenerDecorator {
    private final Connections connections;
    private final Client client;
    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final IntObjectMap<Reading> arriving = new IntObjectHashMap<>();
    private final IntObjectMap<Reading> held = new IntObjectHashMap<>();
    private boolean isWatched;

    private StreamGuard(
            Connections connections, Client client, Http2ConnectionHandler handler, ChannelHandlerContext context) {
        super(handler.decoder().frameListener());
        this.connections = connections;
        this.client = client;
        this.handler = handler;
        this.context = context;
    }

    /** Puts one between the decoder and Vert.x. */
    static StreamGuard on(Connections connections, Client client, ChannelHandlerContext context) {
        Http2ConnectionHandler handler = (Http2ConnectionHandler) context.handler();
        StreamGuard guard = new StreamGuard(connections, client, handler, context);
        handler.decoder().frameListener(guard);
        handler.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                guard.end(stream.id());
            }
        });
        return guard;
    }

    /** What came of the stream's body is not kept, nor is what still comes. */
    void drop(int stream) {
        Reading reading = held.get(stream);
        if (reading != null) {
            reading.drop();
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean isLast)
            throws Http2Exception {
        if (begins(stream, headers, isLast)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, isLast);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean isLast)
            throws Http2Exception {
        if (begins(stream, headers, isLast)) {
            super.onHeadersRead(context, stream, headers, padding, isLast);
        }
    }

    /** Whether it may go on: not with two headers of which one may be meant, nor with more than there is room for. */
    private boolean begins(int stream, Http2Headers headers, boolean isLast) {
        for (AsciiString name : RequestDecoder.single()) {
            Iterator<CharSequence> values = headers.valueIterator(name);
            if (values.hasNext() && values.next() != null && values.hasNext()) {
                reset(stream, Http2Error.PROTOCOL_ERROR);
                return false;
            }
        }
        // What follows a body comes to what is held of the stream already.
        Reading reading = held.computeIfAbsent(stream, begun -> new Reading(connections, client));
        if (headers.size() > RequestDecoder.MOST_HEADERS || !reading.hold(Reading.cost(headers.iterator()))) {
            connections.refused("bytes");
            reset(stream, Http2Error.REFUSED_STREAM);
            return false;
        }
        if (isLast) {
            arriving.remove(stream);
        } else {
            reading.begin(System.nanoTime());
            arriving.put(stream, reading);
            watch();
        }
        return true;
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean isLast)
            throws Http2Exception {
        Reading reading = arriving.get(stream);
        if (reading != null) {
            int bytes = data.readableBytes();
            reading.receive(bytes);
            boolean isSmall = isLast && bytes <= Reading.SMALL;
            if (!isSmall && !reading.hold(bytes)) {
                connections.refused("bytes");
                reset(stream, Http2Error.REFUSED_STREAM);
                return bytes + padding;
            }
            if (isLast) {
                arriving.remove(stream);
            }
        }
        return super.onDataRead(context, stream, data, padding, isLast);
    }

    private void end(int stream) {
        arriving.remove(stream);
        Reading reading = held.remove(stream);
        if (reading != null) {
            reading.drop();
        }
    }

    private void watch() {
        if (!isWatched) {
            isWatched = true;
            context.executor().schedule(this::look, Reading.LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        isWatched = false;
        long now = System.nanoTime();
        for (int stream : List.copyOf(arriving.keySet())) {
            Http2Stream state = handler.connection().stream(stream);
            Reading reading = arriving.get(stream);
            if (state == null || reading == null) {
                end(stream);
            } else if (state.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
                // It was answered; the rest is of no use to anybody.
                reset(stream, Http2Error.NO_ERROR);
            } else if (reading.isTooSlow(now)) {
                connections.refused("slow");
                reset(stream, Http2Error.CANCEL);
            }
        }
        if (!arriving.isEmpty() && context.channel().isActive()) {
            watch();
        }
    }

    private void reset(int stream, Http2Error error) {
        handler.resetStream(context, stream, error.code(), context.newPromise());
        context.flush();
    }
}
