package com.plugipay.sandbox.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A tiny provider on the frame of the stand-ins over real HTTP, and a small server in the place of the gateway. */
abstract class WithTinyStandIn {
    /** What the gateway heard. */
    record Heard(String proof, String id, String status) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    final Notices<Heard> heard = new Notices<>();
    /** What the gateway answers next; 200 when there is nothing. */
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    String url = "";

    @BeforeEach
    void open() {
        url = deploy("http://127.0.0.1:" + gateway() + "/callbacks");
    }

    @AfterEach
    void close() {
        vertx.close().await();
        client.close();
    }

    String deploy(String callbackUrl) {
        StandIns standIns = new StandIns(
                new StandInSettings("127.0.0.1", 0, 1, 0.001, InstantSource.system()),
                List.of(tools -> new TinyStandIn(tools, callbackUrl)));
        vertx.deployVerticle(standIns).await();
        return standIns.publicUrl();
    }

    private int gateway() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    JsonObject json = body.toJsonObject();
                    heard.add(new Heard(request.getHeader("Proof"), json.getString("id"), json.getString("status")));
                    Integer status = answers.poll();
                    request.response()
                            .setStatusCode(status == null ? 200 : status)
                            .putHeader("Location", "/callbacks")
                            .end();
                }))
                .listen(0, "127.0.0.1")
                .await();
        return server.actualPort();
    }

    HttpResponse<String> charge() throws Exception {
        return call("POST", "/tiny/api/charges", "{\"reference\":\"order-1\"}");
    }

    void pay(String id) throws Exception {
        assertThat(act(id, "pay").statusCode()).isEqualTo(204);
    }

    HttpResponse<String> act(String id, String action) throws Exception {
        return call(
                "POST",
                "/control/tiny/act",
                new JsonObject().put("id", id).put("action", action).encode());
    }

    void faults(String json) throws Exception {
        assertThat(call("PUT", "/control/tiny/faults", json).statusCode()).isEqualTo(200);
    }

    void refused(String json, String because) throws Exception {
        HttpResponse<String> answer = call("PUT", "/control/tiny/faults", json);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error")).contains(because);
    }

    JsonArray books() throws Exception {
        return new JsonArray(get("/control/books").body());
    }

    Heard next() {
        return heard.next();
    }

    /** Newest first, once there are as many. */
    List<String> outcomes(int count) {
        return await().until(
                        () -> new JsonArray(get("/control/callbacks").body())
                                .stream()
                                        .map(JsonObject.class::cast)
                                        .map(sent -> sent.getString("kind") + " " + sent.getInteger("attempt") + " "
                                                + sent.getString("outcome"))
                                        .toList(),
                        outcomes -> outcomes.size() == count);
    }

    /** How many callbacks are still to be sent. */
    int waiting() throws Exception {
        return new JsonObject(get("/control/callbacks/waiting").body()).getInteger("waiting");
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> call(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    int form(String path, String body, @Nullable String origin) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
