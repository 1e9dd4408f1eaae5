package com.plugipay.http.connections;

import com.plugipay.errors.ApiException;
import com.plugipay.http.exchange.Reply;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The connections of the API's server. They are bounded in number, in all and for one address, and so are the bytes that
 * they send before they are answered: an eighth of the heap. Beyond that a connection is closed, with 503 where a request
 * has begun.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails on a channel closes it.
public final class Connections {
    private static final int PART_OF_THE_HEAP = 8;
    private static final AttributeKey<Client> CLIENT = AttributeKey.valueOf(Connections.class, "client");
    private static final AttributeKey<StreamGuard> STREAMS = AttributeKey.valueOf(Connections.class, "streams");

    private final ConnectionConfig limits;
    private final HttpServerOptions server;
    private final MeterRegistry metrics;
    private final Clients clients;
    private final ReadBudget budget;
    private volatile Function<ApiException, Reply> refusals =
            failure -> Reply.empty(failure.errorCode().status());

    /**
     * The connections of one node.
     *
     * @param server what the API's server is made with, by which its socket is told from others
     * @param isProxy whether an address is a trusted proxy's, which carries the requests of many
     */
    public Connections(
            ConnectionConfig limits, HttpServerOptions server, Predicate<String> isProxy, MeterRegistry metrics) {
        this.limits = limits;
        this.server = server;
        this.metrics = metrics;
        this.clients = new Clients(limits, isProxy);
        this.budget = new ReadBudget(Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP);
        Gauge.builder("plugipay.connections", clients, Clients::connections)
                .description("Connections to the API")
                .register(metrics);
        Gauge.builder("plugipay.unanswered.bytes", budget, ReadBudget::held)
                .description("Bytes kept of requests that are not answered yet")
                .register(metrics);
    }

    /** The native transport where there is one, with this watch on the API's socket. */
    public Transport transport() {
        Transport fitting = Transport.nativeTransport();
        Transport all = fitting != null && fitting.available() ? fitting : Transport.NIO;
        return new TransportInternal(all.name(), true, null, new GuardedTransport(all.implementation(), this));
    }

    /** Guards a connection whose protocol is known now. For the server's connection handler. */
    public void guard(HttpConnection connection) {
        ChannelHandlerContext context = ((HttpServerConnection) connection).channelHandlerContext();
        Client client = context.channel().attr(CLIENT).get();
        if (guard(context.pipeline()) && client != null && context.handler() instanceof Http2ConnectionHandler) {
            context.channel().attr(STREAMS).set(StreamGuard.on(this, client, context));
        }
    }

    /** Says that nothing is kept of a request's body. */
    public void drop(HttpServerRequest request) {
        ChannelPipeline pipeline = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .pipeline();
        RequestGuard guard = pipeline.get(RequestGuard.class);
        if (guard != null) {
            guard.drop();
        } else if (pipeline.channel().hasAttr(STREAMS)) {
            pipeline.channel().attr(STREAMS).get().drop(request.response().streamId());
        }
    }

    /** From now on what is refused here is answered with this, as every other refusal is. */
    public void refuseWith(Function<ApiException, Reply> answer) {
        refusals = answer;
    }

    FullHttpResponse refusal(ApiException failure) {
        Reply reply = refusals.apply(failure);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                Unpooled.wrappedBuffer(reply.body().getBytes()));
        reply.headers().forEach(response.headers()::set);
        response.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length());
        return response;
    }

    boolean isServer(NetServerOptions options) {
        return options instanceof HttpServerOptions
                && options.getPort() == server.getPort()
                && Objects.equals(options.getHost(), server.getHost());
    }

    /** Whether an accepted connection may stay. */
    boolean admit(Channel channel) {
        // Without an address it has gone again.
        Client client = channel.remoteAddress() instanceof InetSocketAddress remote
                ? clients.connect(remote.getAddress())
                : null;
        if (client == null) {
            refused("connections");
            channel.unsafe().closeForcibly();
            return false;
        }
        channel.attr(CLIENT).set(client);
        channel.closeFuture().addListener(closed -> clients.disconnect(client));
        if (!server.isSsl()) {
            channel.pipeline().addLast(new FirstBytes(this));
        }
        return true;
    }

    /**
     * Puts a guard before HTTP/1.x unless there is one; false while it is not known which HTTP is spoken. The streams of
     * HTTP/2 can be guarded only once Vert.x listens to them.
     */
    boolean guard(ChannelPipeline pipeline) {
        Client client = pipeline.channel().attr(CLIENT).get();
        // Without a client it was not accepted by our transport.
        if (client == null
                || pipeline.get(RequestGuard.class) != null
                || pipeline.get(Http2ConnectionHandler.class) != null) {
            return true;
        }
        if (pipeline.get("httpDecoder") != null) {
            RequestGuard guard = new RequestGuard(this, client);
            pipeline.addAfter("httpEncoder", "requestGuard", guard);
            pipeline.replace("httpDecoder", "httpDecoder", new RequestDecoder(server, guard));
            return true;
        }
        return false;
    }

    ConnectionConfig limits() {
        return limits;
    }

    ReadBudget budget() {
        return budget;
    }

    /** Counts what was refused, by one of a few reasons. */
    void refused(String reason) {
        metrics.counter("plugipay.requests.cut", "reason", reason).increment();
    }
}
