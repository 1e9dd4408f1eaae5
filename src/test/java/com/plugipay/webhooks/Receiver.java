package com.plugipay.webhooks;

import com.plugipay.support.TestGateway;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A merchant's server: it records requests and responds as the test sets it up. */
public final class Receiver {
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<HttpServerRequest> open = new ConcurrentLinkedQueue<>();
    private volatile Handler<HttpServerRequest> behaviour =
            request -> request.response().end("thank you");

    public record Received(String path, MultiMap headers, String body) {}

    public Receiver(Vertx vertx) {
        server = TestGateway.get(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    received.add(new Received(request.path(), request.headers(), body.toString()));
                    open.add(request);
                    behaviour.handle(request);
                }))
                .listen(0, "127.0.0.1"));
    }

    /** By name, so that the Host header and the name resolution are part of every test. */
    public String url(String path) {
        return "http://localhost:" + server.actualPort() + path;
    }

    public void answers(int status) {
        behaves(request -> request.response().setStatusCode(status).end());
    }

    public void behaves(Handler<HttpServerRequest> behaviour) {
        this.behaviour = behaviour;
    }

    /** Answers with 200, also what has had no answer so far. */
    public void answerAll() {
        answers(200);
        open.forEach(request -> {
            if (!request.response().ended()) {
                request.response().end();
            }
        });
        open.clear();
    }

    public List<Received> at(String path) {
        return received.stream().filter(each -> each.path().equals(path)).toList();
    }
}
