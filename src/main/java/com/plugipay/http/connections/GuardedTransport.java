package com.plugipay.http.connections;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;

/** A transport whose server of the API lets each connection be counted before anything else happens to it. */
@SuppressWarnings("deprecation")
final class GuardedTransport implements Transport {
    private final Transport all;
    private final Connections connections;

    GuardedTransport(Transport all, Connections connections) {
        this.all = all;
        this.connections = connections;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        all.configure(options, domainSocket, bootstrap);
        if (connections.isServer(options)) {
            bootstrap.handler(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object accepted) {
                    if (connections.admit((Channel) accepted)) {
                        context.fireChannelRead(accepted);
                    }
                }
            });
        }
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
        all.configure(options, connectTimeout, domainSocket, bootstrap);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        all.configure(channel, options);
    }

    @Override
    public boolean supportsDomainSockets() {
        return all.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return all.supportFileRegion();
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return all.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
        return all.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return all.ioHandlerFactory();
    }

    @Override
    public DatagramChannel datagramChannel() {
        return all.datagramChannel();
    }

    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return all.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return all.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return all.serverChannelFactory(domainSocket);
    }
}
