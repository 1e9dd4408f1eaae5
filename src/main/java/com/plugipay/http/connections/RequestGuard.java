package com.plugipay.http.connections;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Watches one HTTP/1.x connection between its decoder and Vert.x. An answer that is given before the body of its request
 * was read to the end closes the connection, whoever gives it: what comes after it may be the rest of that body or, where
 * a proxy has understood the request in another way, somebody else's request. What comes too slowly or is too much for
 * this node ends with 408 or 503.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails on a channel closes it.
final class RequestGuard extends ChannelDuplexHandler {
    private static final long LINGER_MS = 2_000;
    private static final long LOOK_EVERY_MS = 1_000;

    /** What the text of a head becomes in memory, as objects. */
    private static final int HEAD_COST = 8;

    private final Connections connections;
    private final Reading reading;

    /** Requests whose heads came, whose bodies came to their ends, and that were answered. */
    private int begun;

    private int read;
    private int answered;

    private boolean arrives;
    private boolean hasBody;
    private boolean inBody;
    private boolean isAnswering;
    private boolean isCut;
    private boolean isClosing;
    private boolean isRefused;
    private boolean isWatched;
    private long headHeld;

    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    RequestGuard(Connections connections, Client client) {
        this.connections = connections;
        this.reading = new Reading(connections, client);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Bytes come, which the decoder has not seen yet. */
    void arrive(int bytes) {
        if (!arrives) {
            arrives = true;
            reading.begin(System.nanoTime());
        }
        reading.receive(bytes);
    }

    /** The decoder has seen them: a head that is not complete stays with it. */
    void arrived() {
        if (arrives && !inBody && !isClosing) {
            long more = reading.received() * HEAD_COST - headHeld;
            if (reading.hold(more)) {
                headHeld += more;
            } else {
                refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "bytes");
            }
        }
    }

    /** What came of the body is not kept, nor is what still comes. */
    void drop() {
        reading.drop();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isClosing) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            begin(request);
        } else if (message instanceof HttpContent content && !take(content)) {
            ReferenceCountUtil.release(message);
            refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "bytes");
            return;
        }
        context.fireChannelRead(message);
    }

    private void begin(HttpRequest request) {
        begun++;
        inBody = true;
        headHeld = 0;
        if (begun == answered + 1) {
            reading.release();
        }
        // Nobody speaks anything else here, and Vert.x would change to HTTP/2 past this guard.
        request.headers().remove(HttpHeaderNames.UPGRADE);
        hasBody = !request.decoderResult().isSuccess()
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !"0".equals(request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0"));
        if (!hasBody) {
            read++;
        }
    }

    /** Whether there is room for it. */
    private boolean take(HttpContent content) {
        int bytes = content.content().readableBytes();
        boolean isLast = content instanceof LastHttpContent;
        boolean isSmall = isLast && bytes <= Reading.SMALL;
        if (bytes > 0 && !isSmall && !reading.hold(bytes)) {
            return false;
        }
        if (isLast) {
            arrives = false;
            inBody = false;
            if (hasBody) {
                read++;
            }
        }
        return true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (arrives && !isWatched && !isClosing) {
            isWatched = true;
            context.executor().schedule(this::look, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
        context.fireChannelReadComplete();
    }

    private void look() {
        isWatched = false;
        if (!arrives || isClosing || !context.channel().isActive()) {
            return;
        }
        boolean waitsForUs = answered < (inBody ? begun - 1 : begun);
        if (waitsForUs) {
            // Nothing of it is read while an earlier request of the same connection is worked on.
            reading.begin(System.nanoTime());
        } else if (reading.isTooSlow(System.nanoTime())) {
            refuse(HttpResponseStatus.REQUEST_TIMEOUT, "slow");
            return;
        }
        isWatched = true;
        context.executor().schedule(this::look, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isRefused) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                context.write(message, promise);
                return;
            }
            isAnswering = true;
            if (read <= answered) {
                isCut = true;
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        context.write(message, promise);
        if (message instanceof LastHttpContent) {
            answered++;
            isAnswering = false;
            if (answered == begun) {
                reading.release();
            }
            if (isCut) {
                linger();
            }
        }
    }

    /** Answers in the place of Vert.x, where nothing else was said yet, and closes. */
    private void refuse(HttpResponseStatus status, String reason) {
        connections.refused(reason);
        reading.drop();
        boolean mayAnswer = !isAnswering && answered == (inBody ? begun - 1 : begun);
        isRefused = true;
        if (mayAnswer) {
            FullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
            response.headers()
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                    .set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO)
                    .set(HttpHeaderNames.RETRY_AFTER, "1");
            context.writeAndFlush(response);
            linger();
        } else {
            context.close();
        }
    }

    /**
     * Nothing more is said, and what still comes is thrown away for a moment: who is cut off while sending may never see
     * the answer.
     */
    private void linger() {
        isClosing = true;
        reading.drop();
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            if (tls == null) {
                ((DuplexChannel) context.channel()).shutdownOutput();
            } else {
                tls.closeOutbound().addListener(told -> ((DuplexChannel) context.channel()).shutdownOutput());
            }
        });
        context.executor().schedule(() -> context.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    }

    /** Vert.x closes at once what it could not read. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (isClosing) {
            context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        } else {
            context.close(promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reading.drop();
        context.fireChannelInactive();
    }
}
