package com.plugipay.weather;

import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A merchant's server for webhooks: it remembers what has arrived, and its manners change. */
final class Mailbox {
    private final String name;
    private final Vertx vertx;
    private final HttpServer server;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> strayed = new ConcurrentSkipListSet<>();
    private volatile Supplier<Manner> manners;
    private volatile boolean everTook;

    private Mailbox(Vertx vertx, String name, Manner manner) {
        this.name = name;
        this.vertx = vertx;
        this.manners = () -> manner;
        this.server = TestGateway.get(vertx.createHttpServer(new HttpServerOptions().setSoLinger(0))
                .requestHandler(request -> request.body().onSuccess(body -> arrived(request)))
                .listen(0, "127.0.0.1"));
    }

    /** @param name for messages */
    static Mailbox open(Vertx vertx, String name, Manner manner) {
        return new Mailbox(vertx, name, manner);
    }

    private void arrived(HttpServerRequest request) {
        if (!request.path().equals("/hooks")) {
            strayed.add(request.path());
        }
        Manner manner = manners.get();
        if (manner.takes()) {
            everTook = true;
        }
        arrivals.add(new Arrival(
                request.getHeader("X-Plugipay-Delivery-Id"),
                request.getHeader("X-Plugipay-Event-Id"),
                Instant.now(),
                manner.takes()));
        manner.answer(vertx, request);
    }

    String name() {
        return name;
    }

    String url() {
        return "http://localhost:" + server.actualPort() + "/hooks";
    }

    void turns(Manner manner) {
        manners = () -> manner;
    }

    /** Another manner for each that arrives. */
    void turns(Supplier<Manner> any) {
        manners = any;
    }

    /** Whether it has taken anything so far. */
    boolean everTook() {
        return everTook;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    int size() {
        return arrivals.size();
    }

    Set<String> takenEvents() {
        return arrivals.stream().filter(Arrival::taken).map(Arrival::event).collect(Collectors.toSet());
    }

    Set<String> takenDeliveries() {
        return arrivals.stream().filter(Arrival::taken).map(Arrival::delivery).collect(Collectors.toSet());
    }

    /** Where else it was asked than at its own address. */
    Set<String> strayed() {
        return Set.copyOf(strayed);
    }
}
