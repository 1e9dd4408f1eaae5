package com.plugipay.resilience.processes;

import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for a gateway that dies and comes back elsewhere, as a load balancer gives it: providers keep sending their
 * callbacks there. While nobody is behind it, it hangs up.
 */
public final class LoadBalancer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger target = new AtomicInteger();
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

    /** From now on it leads to this port of this machine. */
    public void leadTo(int port) {
        target.set(port);
    }

    private void connected(NetSocket outside) {
        outside.pause();
        vertx.createNetClient()
                .connect(target.get(), "127.0.0.1")
                .onFailure(nobody -> outside.close())
                .onSuccess(inside -> {
                    // Each closes the other, whoever ends first and however.
                    outside.closeHandler(ignored -> inside.close());
                    inside.closeHandler(ignored -> outside.close());
                    outside.exceptionHandler(ignored -> inside.close());
                    inside.exceptionHandler(ignored -> outside.close());
                    outside.pipeTo(inside);
                    inside.pipeTo(outside);
                });
    }

    @Override
    public void close() {
        TestGateway.get(vertx.close());
    }
}
