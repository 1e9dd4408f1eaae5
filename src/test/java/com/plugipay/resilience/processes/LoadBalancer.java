package com.plugipay.resilience.processes;

import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for a gateway that is killed and starts again on another port: providers keep sending their callbacks to it.
 * While the gateway is down it closes each connection.
 */
public final class LoadBalancer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger target = new AtomicInteger();
    private final Set<NetSocket> clients = ConcurrentHashMap.newKeySet();
    private final NetServer server;

    private LoadBalancer() {
        server = TestGateway.get(
                vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
    }

    public static LoadBalancer open() {
        return new LoadBalancer();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Forwards new connections to this port of this machine. */
    public void forwardTo(int port) {
        target.set(port);
    }

    /** Ends all connections, and closes each new one until it forwards again. */
    public void cut() {
        target.set(0);
        clients.forEach(NetSocket::close);
    }

    private void connected(NetSocket client) {
        client.pause();
        clients.add(client);
        vertx.createNetClient()
                .connect(target.get(), "127.0.0.1")
                .onFailure(nobody -> {
                    clients.remove(client);
                    client.close();
                })
                .onSuccess(gateway -> {
                    // Each closes the other, whoever ends first and however.
                    client.closeHandler(ignored -> {
                        clients.remove(client);
                        gateway.close();
                    });
                    gateway.closeHandler(ignored -> client.close());
                    client.exceptionHandler(ignored -> gateway.close());
                    gateway.exceptionHandler(ignored -> client.close());
                    client.pipeTo(gateway);
                    gateway.pipeTo(client);
                });
    }

    @Override
    public void close() {
        TestGateway.get(vertx.close());
    }
}
