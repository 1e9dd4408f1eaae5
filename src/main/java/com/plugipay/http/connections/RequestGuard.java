package com.plugipay.http.connections;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one HTTP/1.x connection between its decoder and Vert.x. An answer that is given before the body of its request
 * was read to the end closes the connection, whoever gives it: what comes after it may be the rest of that body or, where
 * a proxy has understood the request in another way, somebody else's request. What comes too slowly or is too much for
 * this node ends with 408 or 503.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails on a channel closes it.
final class RequestGuard extends ChannelDuplexHandler {
    private static final long LINGER_MS = 2_000;

    /** Beyond this a head that is complete is counted even if its request is worked on at once. */
    private static final int SMALL_HEAD = 2 * 1024;

    /** The longest request line and the longest headers. */
    private static final int LARGEST_HEAD = 16 * 1024;

    /** How many requests of one connection may wait for their answers; Vert.x keeps them all. */
    private static final int MOST_WAITING = 32;

    private final Connections connections;
    private final Reading reading;

    /** Requests whose heads came, whose bodies came to their ends, and that were answered. */
    private int begun;

    private int read;
    private int answered;

    /** How many bytes have come together. */
    private int segment;

    private boolean arrives;
    private boolean hasBody;
    private boolean inBody;
    private boolean isAnswering;
    private boolean isCut;
    private boolean isClosing;
    private boolean isRefused;
    private boolean isWatched;

    /** The head whose body has not come to its end and for which nothing is held yet. */
    private @Nullable HttpRequest uncounted;

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
        segment = bytes;
        if (!arrives) {
            start(0);
        }
        reading.receive(bytes);
    }

    /** The decoder has read a first line: perhaps not of the first request in what has come. */
    void begin() {
        if (!arrives) {
            start(segment);
        }
    }

    private void start(int bytes) {
        arrives = true;
        reading.begin(System.nanoTime());
        reading.receive(bytes);
    }

    /** The decoder has seen them: a head that is not complete stays with it. */
    void arrived() {
        if (!arrives || isClosing) {
            return;
        }
        boolean hasRoom = inBody
                ? uncounted == null || count(uncounted)
                : reading.holdHead(Math.min(reading.received(), LARGEST_HEAD) * Reading.HEAD_COST);
        if (!hasRoom) {
            refuse(ErrorCode.UNAVAILABLE.exception(), "bytes");
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
        if (message instanceof HttpRequest && begun - answered >= MOST_WAITING) {
            ReferenceCountUtil.release(message);
            refuse(ErrorCode.UNAVAILABLE.exception(), "pipelined");
            return;
        }
        if (message instanceof HttpContent broken
                && !(message instanceof HttpRequest)
                && !broken.decoderResult().isSuccess()) {
            // Vert.x would close at once, whatever is about to be answered.
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

    /** Whether there is room for it. One that is worked on at once is counted only if it is large. */
    private boolean begin(HttpRequest request) {
        begun++;
        inBody = true;
        // Nobody speaks anything else here, and Vert.x would change to HTTP/2 past this guard.
        request.headers().remove(HttpHeaderNames.UPGRADE);
        hasBody = !request.decoderResult().isSuccess()
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !"0".equals(request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0"));
        if (!hasBody) {
            read++;
        }
        uncounted = request;
        return (!waits() && reading.received() <= SMALL_HEAD) || count(request);
    }

    private boolean count(HttpRequest head) {
        uncounted = null;
        return reading.holdHead(Reading.cost(head));
    }

    /** Whether what comes now waits for the answer to an earlier request. */
    private boolean waits() {
        return begun > answered + 1;
    }

    /** Whether there is room for it. */
    private boolean take(HttpContent content) {
        int bytes = content.content().readableBytes();
        boolean isLast = content instanceof LastHttpContent;
        boolean isSmall = isLast && !waits() && bytes <= Reading.SMALL;
        if (bytes > 0 && !isSmall && !reading.hold(bytes)) {
            return false;
        }
        if (isLast) {
            arrives = false;
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
        if (arrives && !isWatched && !isClosing) {
            isWatched = true;
            context.executor().schedule(this::look, Reading.LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
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
            reading.excuse(System.nanoTime());
        } else if (reading.isTooSlow(System.nanoTime())) {
            refuse(ErrorCode.REQUEST_TIMEOUT.exception(), "slow");
            return;
        }
        isWatched = true;
        context.executor().schedule(this::look, Reading.LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
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
    private void refuse(ApiException failure, String reason) {
        connections.refused(reason);
        reading.drop();
        boolean mayAnswer = !isAnswering && answered == (inBody ? begun - 1 : begun);
        isRefused = true;
        if (mayAnswer) {
            context.writeAndFlush(connections.refusal(failure));
            linger();
        } else {
            isClosing = true;
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
