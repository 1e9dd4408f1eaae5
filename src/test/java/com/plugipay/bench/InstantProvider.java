package com.plugipay.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.LongAdder;

/** Answers as Xendit: every charge of a stored card has succeeded at once. It knows nothing else. */
final class InstantProvider implements AutoCloseable {
    private static final String CHARGES = "/v3/payment_requests";

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final LongAdder charged = new LongAdder();
    private final String url = "http://127.0.0.1:"
            + Blocking.get(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"))
                    .actualPort();

    String url() {
        return url;
    }

    /** How many charges it has answered. */
    long charged() {
        return charged.sum();
    }

    private void answer(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.POST) && request.path().equals(CHARGES)) {
            request.body().onSuccess(body -> {
                charged.increment();
                json(request, 201, paid(body.toJsonObject()));
            });
        } else if (request.path().startsWith(CHARGES)) {
            json(
                    request,
                    404,
                    new JsonObject().put("error_code", "DATA_NOT_FOUND").put("message", "Not found"));
        } else {
            json(request, 200, new JsonObject("{\"has_more\":false,\"data\":[]}"));
        }
    }

    private static JsonObject paid(JsonObject charge) {
        return charge.copy()
                .put("payment_request_id", "pr-" + charge.getString("reference_id"))
                .put("status", "SUCCEEDED");
    }

    private static void json(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(body.encode()));
    }

    @Override
    public void close() {
        Blocking.get(vertx.close());
    }
}
