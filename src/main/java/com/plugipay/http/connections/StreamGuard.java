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

/** Guards the streams of one HTTP/2 connection, as {@link RequestGuard} does an HTTP/1.x connection; each ends by itself. */
@SuppressWarnings("FutureReturnValueIgnored") // A failure on a channel closes it.
final class StreamGuard extends Http2FrameListenerDecorator {
    private final Connections connections;
    private final Client client;
    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final IntObjectMap<IncomingRequest> arriving = new IntObjectHashMap<>();
    private final IntObjectMap<IncomingRequest> held = new IntObjectHashMap<>();
    private boolean isWatched;

    private StreamGuard(
            Connections connections, Client client, Http2ConnectionHandler handler, ChannelHandlerContext context) {
        super(handler.decoder().frameListener());
        this.connections = connections;
        this.client = client;
        this.handler = handler;
        this.context = context;
    }

    /** Adds a guard between the decoder and Vert.x. */
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

    /** Notes that nothing of a stream's body is held in memory, nor what still arrives of it. */
    void drop(int stream) {
        IncomingRequest incoming = held.get(stream);
        if (incoming != null) {
            incoming.drop();
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
        if (begin(stream, headers, isLast)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, isLast);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean isLast)
            throws Http2Exception {
        if (begin(stream, headers, isLast)) {
            super.onHeadersRead(context, stream, headers, padding, isLast);
        }
    }

    /** Begins a stream; false if it is reset for a header that may occur only once, or for too many headers. */
    private boolean begin(int stream, Http2Headers headers, boolean isLast) {
        for (AsciiString name : RequestDecoder.single()) {
            Iterator<CharSequence> values = headers.valueIterator(name);
            if (values.hasNext() && values.next() != null && values.hasNext()) {
                reset(stream, Http2Error.PROTOCOL_ERROR);
                return false;
            }
        }
        // Headers that follow a body are added to what is held of the stream.
        IncomingRequest incoming = held.computeIfAbsent(stream, begun -> new IncomingRequest(connections, client));
        if (headers.size() > RequestDecoder.MOST_HEADERS || !incoming.hold(IncomingRequest.cost(headers.iterator()))) {
            connections.refused("bytes");
            reset(stream, Http2Error.REFUSED_STREAM);
            return false;
        }
        if (isLast) {
            arriving.remove(stream);
        } else {
            incoming.begin(System.nanoTime());
            arriving.put(stream, incoming);
            watch();
        }
        return true;
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean isLast)
            throws Http2Exception {
        IncomingRequest incoming = arriving.get(stream);
        if (incoming != null) {
            int bytes = data.readableBytes();
            incoming.receive(bytes);
            boolean isSmall = isLast && bytes <= IncomingRequest.SMALL;
            if (!isSmall && !incoming.hold(bytes)) {
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
        IncomingRequest incoming = held.remove(stream);
        if (incoming != null) {
            incoming.drop();
        }
    }

    private void watch() {
        if (!isWatched) {
            isWatched = true;
            context.executor().schedule(this::check, IncomingRequest.CHECK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void check() {
        isWatched = false;
        long now = System.nanoTime();
        for (int stream : List.copyOf(arriving.keySet())) {
            Http2Stream state = handler.connection().stream(stream);
            IncomingRequest incoming = arriving.get(stream);
            if (state == null || incoming == null) {
                end(stream);
            } else if (state.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
                // It was answered: nobody needs the rest.
                reset(stream, Http2Error.NO_ERROR);
            } else if (incoming.isTooSlow(now)) {
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
