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
 * Limits the connections to the API's server: their number, in all and for one address, and the bytes of requests that are
 * not answered yet, to an eighth of the heap. A connection beyond the limits is closed, with 503 if a request has begun.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failure on a channel closes it.
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
     * @param server the options of the API's server, by which its socket is recognised
     * @param isProxy whether an address is a trusted proxy's, which carries the requests of many clients
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
                .description("Bytes held in memory of requests that are not answered yet")
                .register(metrics);
    }

    /** The native transport if it is available, which lets these limits see the connections to the API's socket. */
    public Transport transport() {
        Transport preferred = Transport.nativeTransport();
        Transport transport = preferred != null && preferred.available() ? preferred : Transport.NIO;
        return new TransportInternal(
                transport.name(), true, null, new GuardedTransport(transport.implementation(), this));
    }

    /** Guards a connection whose version of HTTP is known now. To be called by the server's connection handler. */
    public void guard(HttpConnection connection) {
        ChannelHandlerContext context = ((HttpServerConnection) connection).channelHandlerContext();
        Client client = context.channel().attr(CLIENT).get();
        if (guard(context.pipeline()) && client != null && context.handler() instanceof Http2ConnectionHandler) {
            context.channel().attr(STREAMS).set(StreamGuard.on(this, client, context));
        }
    }

    /** Notes that nothing of a request's body is held in memory any more. */
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

    /** Sets how refusals are written, so that they look like those of the API. */
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
        // Without an address it is closed already.
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
     * Adds a guard to an HTTP/1.x connection that has none; false while the version of HTTP is not known. The streams of
     * HTTP/2 can be guarded only after Vert.x has begun to listen to them.
     */
    boolean guard(ChannelPipeline pipeline) {
        Client client = pipeline.channel().attr(CLIENT).get();
        // Without a client it was accepted by another transport.
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

    /** Counts a refused connection or request by its reason, of which there are few. */
    void refused(String reason) {
        metrics.counter("plugipay.requests.cut", "reason", reason).increment();
    }
}
