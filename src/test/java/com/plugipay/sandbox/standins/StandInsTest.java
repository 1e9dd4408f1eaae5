package com.plugipay.sandbox.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The frame over real HTTP: a tiny provider on it, and a small server in the place of the gateway. */
class StandInsTest {
    /** What the gateway heard. */
    private record Heard(String proof, String id, String status) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    /** What the gateway answers next; 200 when there is nothing. */
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private String url = "";

    @BeforeEach
    void open() {
        url = deploy("http://127.0.0.1:" + gateway() + "/callbacks");
    }

    @AfterEach
    void close() {
        vertx.close().await();
        client.close();
    }

    @Test
    void answersAsItShouldWithoutFaults() throws Exception {
        HttpResponse<String> answer = charge();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(new JsonObject(answer.body()).getString("url")).isEqualTo(url + "/tiny/pay/charge_1");
        assertThat(books().getJsonObject(0).getString("reference")).isEqualTo("order-1");
        pay("charge_1");
        assertThat(next()).isEqualTo(new Heard("right", "charge_1", "paid"));
        assertThat(books().getJsonObject(0).getLong("paid")).isEqualTo(5_000);
        assertThat(outcomes(1)).containsExactly("callback 1 HTTP 200");
    }

    @Test
    void delays() throws Exception {
        faults("{\"delay\":{\"probability\":1,\"delayMs\":300,\"times\":1}}");
        long startedNanos = System.nanoTime();
        assertThat(charge().statusCode()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(295));
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{}}");
    }

    @Test
    void cutsBeforeAnythingIsDone() throws Exception {
        faults("{\"cut\":{\"probability\":1,\"times\":1}}");
        assertThatThrownBy(this::charge).isInstanceOf(IOException.class);
        assertThat(books()).isEmpty();
        assertThat(charge().statusCode()).isEqualTo(201);
    }

    @Test
    void losesTheAnswerOfWhatIsDone() throws Exception {
        faults("{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        assertThatThrownBy(this::charge).isInstanceOf(IOException.class);
        assertThat(books()).hasSize(1);
        assertThat(charge().statusCode()).isEqualTo(201);
    }

    @Test
    void answersWithAnErrorBeforeOrAfterTheDeed() throws Exception {
        faults("{\"server_error\":{\"probability\":1,\"times\":1}}");
        assertThat(charge().statusCode()).isEqualTo(500);
        assertThat(books()).isEmpty();

        faults("{\"rate_limited\":{\"probability\":1,\"times\":1}}");
        HttpResponse<String> limited = charge();
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).contains("too many");
        assertThat(books()).isEmpty();

        faults("{\"error_after_commit\":{\"probability\":1,\"times\":1}}");
        HttpResponse<String> failed = charge();
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("{\"trouble\":\"ours\"}");
        assertThat(failed.headers().firstValue("Charge")).isEmpty();
        assertThat(books()).hasSize(1);
    }

    @Test
    void sendsTwice() throws Exception {
        faults("{\"duplicate_callback\":{\"probability\":1}}");
        charge();
        pay("charge_1");
        assertThat(next()).isEqualTo(next());
        assertThat(outcomes(2)).containsExactlyInAnyOrder("callback 1 HTTP 200", "duplicate 1 HTTP 200");
    }

    @Test
    void letsTheNextOneOvertake() throws Exception {
        faults("{\"reordered_callbacks\":{\"probability\":1}}");
        charge();
        charge();
        pay("charge_1");
        pay("charge_2");
        assertThat(next().id()).isEqualTo("charge_2");
        assertThat(next().id()).isEqualTo("charge_1");
        // Nothing comes that could overtake: it goes all the same.
        pay("charge_1");
        assertThat(next().id()).isEqualTo("charge_1");
    }

    @Test
    void sendsAForgedOneFirst() throws Exception {
        faults("{\"wrong_signature\":{\"probability\":1}}");
        answers.add(401);
        charge();
        pay("charge_1");
        assertThat(next()).isEqualTo(new Heard("wrong", "charge_1", "paid"));
        assertThat(next()).isEqualTo(new Heard("right", "charge_1", "paid"));
        assertThat(outcomes(2)).containsExactly("callback 1 HTTP 200", "wrong_signature 1 HTTP 401");
    }

    @Test
    void neverSends() throws Exception {
        faults("{\"dropped_callback\":{\"probability\":1,\"times\":1}}");
        charge();
        pay("charge_1");
        assertThat(outcomes(1)).containsExactly("dropped 0 never sent");
        pay("charge_1");
        next();
        assertThat(heard).isEmpty();
    }

    @Test
    void buyersPayAnotherAmountOrTooLate() throws Exception {
        faults("{\"amount_mismatch\":{\"probability\":1},\"late_success\":{\"probability\":1}}");
        charge();
        act("charge_1", "expire");
        assertThat(List.of(next().status(), next().status())).containsExactlyInAnyOrder("expired", "paid");
        assertThat(books().getJsonObject(0).getLong("paid")).isEqualTo(4_999);
    }

    @Test
    void repeatsByThePlanAndFollowsNoRedirect() throws Exception {
        answers.addAll(List.of(500, 302, 503, 200));
        charge();
        pay("charge_1");
        assertThat(outcomes(3)).containsExactly("callback 3 HTTP 503", "callback 2 HTTP 302", "callback 1 HTTP 500");
        assertThat(heard).hasSize(3);
    }

    @Test
    void callsNobodyOutside() throws Exception {
        url = deploy("http://127.0.0.1.example.com/callbacks");
        charge();
        pay("charge_1");
        assertThat(outcomes(3)).allMatch(outcome -> outcome.endsWith("refused: not on this machine"));
    }

    @Test
    void repeatsItselfWithTheSameSeed() {
        Faults one = new Faults(7);
        Faults other = new Faults(7);
        one.set(Fault.CUT, new FaultSetting(0.5, null, 0));
        other.set(Fault.CUT, new FaultSetting(0.5, null, 0));
        int strikes = 0;
        for (int i = 0; i < 1_000; i++) {
            boolean struck = one.strikes(Fault.CUT);
            assertThat(other.strikes(Fault.CUT)).isEqualTo(struck);
            strikes += struck ? 1 : 0;
        }
        assertThat(strikes).isBetween(400, 600);
    }

    @Test
    void refusesNonsense() throws Exception {
        faults("{\"cut\":{\"probability\":0}}");
        refused("{\"earthquake\":{\"probability\":1}}", "There is no fault named earthquake");
        refused("{\"cut\":{\"probability\":1.5}}", "cut: probability must be between 0 and 1: 1.5");
        refused("{\"cut\":{\"probability\":-1}}", "cut: probability must be between 0 and 1: -1.0");
        refused("{\"cut\":{}}", "cut: probability must be a number");
        refused("{\"cut\":1}", "cut: must be an object");
        refused("{\"cut\":{\"probability\":1,\"times\":0}}", "cut: times must be 1 or more: 0");
        refused("{\"cut\":{\"probability\":1,\"times\":1.5}}", "cut: times must be a whole number");
        refused("{\"cut\":{\"probability\":1,\"often\":1}}", "cut: unknown field often");
        refused("{\"cut\":{\"probability\":1,\"delayMs\":1}}", "cut: only delay has a delayMs");
        refused("{\"delay\":{\"probability\":1,\"delayMs\":9999999}}", "delay: delayMs must be 0..60000");
        refused("[]", "The body must be a JSON object");
        refused("", "The body must be a JSON object");
        assertThat(get("/control/faults").body()).contains("cut");
        assertThat(call("DELETE", "/control/tiny/faults", "").statusCode()).isEqualTo(204);
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{}}");

        assertThat(call("PUT", "/control/huge/faults", "{}").statusCode()).isEqualTo(404);
        assertThat(act("charge_9", "pay").body()).isEqualTo("{\"error\":\"There is no charge charge_9\"}");
        charge();
        assertThat(act("charge_1", "dance").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/control/tiny/act", "{\"id\":1}").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/control/tiny/act", "{").statusCode()).isEqualTo(400);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void isControlledByForms() throws Exception {
        charge();
        HttpResponse<String> page = get("/control");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("no real money", "charge_1", "Rp 5.000", "lost_answer");
        assertThat(page.body()).doesNotContain("<script", "style=");
        assertThat(get("/assets/standins.css").statusCode()).isEqualTo(200);

        assertThat(form("/control/tiny/faults", "cut=on&cut.percent=25&cut.times=&delay.delayMs=1000", null))
                .isEqualTo(303);
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{\"cut\":{\"probability\":0.25}}}");
        assertThat(form("/control/tiny/faults", "cut=on&cut.percent=lots", null))
                .isEqualTo(400);
        assertThat(form("/control/tiny/faults/clear", "", null)).isEqualTo(303);
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{}}");

        assertThat(form("/control/tiny/act", "id=charge_1&action=pay", "http://elsewhere.example"))
                .isEqualTo(403);
        assertThat(form("/control/tiny/act", "id=charge_2&action=pay", null)).isEqualTo(400);
        assertThat(form("/control/tiny/act", "id=charge_1&action=pay", url)).isEqualTo(303);
        assertThat(next().status()).isEqualTo("paid");
        outcomes(1);
        assertThat(get("/control").body()).contains("HTTP 200");
    }

    private String deploy(String callbackUrl) {
        StandIns standIns = new StandIns(
                new StandInSettings("127.0.0.1", 0, null, 1, 0.001, InstantSource.system()),
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

    private HttpResponse<String> charge() throws Exception {
        return call("POST", "/tiny/api/charges", "{\"reference\":\"order-1\"}");
    }

    private void pay(String id) throws Exception {
        assertThat(act(id, "pay").statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> act(String id, String action) throws Exception {
        return call(
                "POST",
                "/control/tiny/act",
                new JsonObject().put("id", id).put("action", action).encode());
    }

    private void faults(String json) throws Exception {
        assertThat(call("PUT", "/control/tiny/faults", json).statusCode()).isEqualTo(200);
    }

    private void refused(String json, String because) throws Exception {
        HttpResponse<String> answer = call("PUT", "/control/tiny/faults", json);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error")).contains(because);
    }

    private JsonArray books() throws Exception {
        return new JsonArray(get("/control/books").body());
    }

    private Heard next() throws InterruptedException {
        Heard next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    /** Newest first, once there are as many. */
    private List<String> outcomes(int count) {
        return await().until(
                        () -> new JsonArray(get("/control/callbacks").body())
                                .stream()
                                        .map(JsonObject.class::cast)
                                        .map(sent -> sent.getString("kind") + " " + sent.getInteger("attempt") + " "
                                                + sent.getString("outcome"))
                                        .toList(),
                        outcomes -> outcomes.size() == count);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int form(String path, String body, @Nullable String origin) throws Exception {
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
