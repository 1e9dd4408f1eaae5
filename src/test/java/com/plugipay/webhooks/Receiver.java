package com.plugipay.webhooks;

import com.plugipay.support.TestGateway;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A merchant's server: it remembers what it got and answers as it is told. */
final class Receiver {
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Handler<HttpServerRequest> behaviour =
            request -> request.response().end("thank you");

    record Received(String path, MultiMap headers, String body) {}

    Receiver(Vertx vertx) {
        server = TestGateway.get(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    received.add(new Received(request.path(), request.headers(), body.toString()));
                    behaviour.handle(request);
                }))
                .listen(0, "127.0.0.1"));
    }

    /** By name, so that the Host header and the lookup are part of every test. */
    String url(String path) {
        return "http://localhost:" + server.actualPort() + path;
    }

    void answers(int status) {
        behaves(request -> request.response().setStatusCode(status).end());
    }

    void behaves(Handler<HttpServerRequest> behaviour) {
        this.behaviour = behaviour;
    }

    List<Received> at(String path) {
        return received.stream().filter(each -> each.path().equals(path)).toList();
    }
}
