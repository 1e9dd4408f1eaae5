package com.plugipay.http.connections;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Guards one HTTP/1.x connection, between its decoder and Vert.x. A response that is sent before the body of its request
 * was read to the end closes the connection: what follows may be the rest of that body or, if a proxy has read the request
 * differently, the request of somebody else. A request that arrives too slowly ends with 408, one for which this node has
 * no room with 503.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failure on a channel closes it.
final class RequestGuard extends ChannelDuplexHandler {
    /** A larger head is counted even if its request is handled at once. */
    private static final int SMALL_HEAD = 2 * 1024;

    /** The longest request line and the longest headers. */
    private static final int LARGEST_HEAD = 16 * 1024;

    /** How many requests of one connection may wait for their responses; Vert.x holds them all in memory. */
    private static final int MOST_WAITING = 32;

    private final Connections connections;
    private final IncomingRequest incoming;

    /** The number of requests whose heads have arrived, that have arrived to their ends, and that were answered. */
    private int begun;

    private int read;
    private int answered;

    /** The number of bytes that arrived last. */
    private int segment;

    private boolean isArriving;
    private boolean hasBody;
    private boolean inBody;
    private boolean isAnswering;
    private boolean isCut;
    private boolean isClosing;
    private boolean isRefused;
    private boolean isWatched;

    /** The head whose body has not arrived to its end, and for which nothing is held yet. */
    private @Nullable HttpRequest uncounted;

    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    RequestGuard(Connections connections, Client client) {
        this.connections = connections;
        this.incoming = new IncomingRequest(connections, client);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Counts bytes that have arrived, before they are decoded. */
    void arrive(int bytes) {
        segment = bytes;
        if (!isArriving) {
            start(0);
        }
        incoming.receive(bytes);
    }

    /** Notes that the decoder has read a request line: there may be several among the bytes that arrived last. */
    void begin() {
        if (!isArriving) {
            start(segment);
        }
    }

    private void start(int bytes) {
        isArriving = true;
        incoming.begin(System.nanoTime());
        incoming.receive(bytes);
    }

    /** Holds what the decoder has kept of these bytes, such as a head that is not complete. */
    void decoded() {
        if (!isArriving || isClosing) {
            return;
        }
        boolean hasRoom = inBody
                ? uncounted == null || count(uncounted)
                : incoming.holdHead(Math.min(incoming.received(), LARGEST_HEAD) * IncomingRequest.HEAD_COST);
        if (!hasRoom) {
            refuse(ErrorCode.UNAVAILABLE.exception(), "bytes");
        }
    }

    /** Notes that nothing of the body is held in memory, nor what still arrives of it. */
    void drop() {
        incoming.drop();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isClosing) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest && begun - answered >= MOST_WAITING) {
            ReferenceCountUtil.release(message);
            refuse(ErrorCode.UNAVAILABLE.exception(), "pipelined");
            return;
        }
        if (message instanceof HttpContent broken
                && !(message instanceof HttpRequest)
                && !broken.decoderResult().isSuccess()) {
            // Vert.x would close the connection before a response could be sent.
            ReferenceCountUtil.release(message);
            refuse(ErrorCode.VALIDATION_ERROR.withMessage("The body cannot be read to its end."), "malformed");
            return;
        }
        boolean hasRoom = message instanceof HttpRequest request
                ? begin(request)
                : !(message instanceof HttpContent content) || take(content);
        if (!hasRoom) {
            ReferenceCountUtil.release(message);
            refuse(ErrorCode.UNAVAILABLE.exception(), "bytes");
            return;
        }
        context.fireChannelRead(message);
    }

    /** Begins a request; false if there is no room for it. One that is handled at once is counted only if it is large. */
    private boolean begin(HttpRequest request) {
        begun++;
        inBody = true;
        // There is no other protocol here, and Vert.x would change to HTTP/2 past this guard.
        request.headers().remove(HttpHeaderNames.UPGRADE);
        hasBody = !request.decoderResult().isSuccess()
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !"0".equals(request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0"));
        if (!hasBody) {
            read++;
        }
        uncounted = request;
        return (!waits() && incoming.received() <= SMALL_HEAD) || count(request);
    }

    private boolean count(HttpRequest head) {
        uncounted = null;
        return incoming.holdHead(IncomingRequest.cost(head));
    }

    /** Whether the latest request waits for the response to an earlier one. */
    private boolean waits() {
        return begun > answered + 1;
    }

    /** Takes a part of a body; false if there is no room for it. */
    private boolean take(HttpContent content) {
        int bytes = content.content().readableBytes();
        boolean isLast = content instanceof LastHttpContent;
        boolean isSmall = isLast && !waits() && bytes <= IncomingRequest.SMALL;
        if (bytes > 0 && !isSmall && !incoming.hold(bytes)) {
            return false;
        }
        if (isLast) {
            isArriving = false;
            inBody = false;
            uncounted = null;
            if (hasBody) {
                read++;
            }
        }
        return true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (isArriving && !isWatched && !isClosing) {
            isWatched = true;
            context.executor().schedule(this::check, IncomingRequest.CHECK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
        context.fireChannelReadComplete();
    }

    private void check() {
        isWatched = false;
        if (!isArriving || isClosing || !context.channel().isActive()) {
            return;
        }
        boolean isPaused = answered < (inBody ? begun - 1 : begun);
        if (isPaused) {
            // Nothing is read while an earlier request of the same connection is handled.
            incoming.restart(System.nanoTime());
        } else if (incoming.isTooSlow(System.nanoTime())) {
            refuse(ErrorCode.REQUEST_TIMEOUT.exception(), "slow");
            return;
        }
        isWatched = true;
        context.executor().schedule(this::check, IncomingRequest.CHECK_EVERY_MS, TimeUnit.MILLISECONDS);
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
                incoming.release();
            }
            if (isCut) {
                linger();
            }
        }
    }

    /** Sends a refusal, unless another response has begun, and closes the connection. */
    private void refuse(ApiException failure, String reason) {
        connections.refused(reason);
        incoming.drop();
        boolean mayAnswer = !isAnswering && answered == (inBody ? begun - 1 : begun);
        isRefused = true;
        if (mayAnswer) {
            context.writeAndFlush(connections.refusal(failure));
            linger();
            LingeringClose.forget(context);
        } else {
            isClosing = true;
            context.close();
        }
    }

    private void linger() {
        isClosing = true;
        incoming.drop();
        LingeringClose.begin(context);
    }

    /** A connection that Vert.x has forgotten is closed here. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (isRefused) {
            context.close();
        } else {
            context.fireExceptionCaught(failure);
        }
    }

    /** Ignores the close by which Vert.x ends a connection that it could not read, while this guard is closing it. */
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
        incoming.drop();
        context.fireChannelInactive();
    }
}
