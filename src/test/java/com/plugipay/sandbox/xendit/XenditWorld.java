package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.kit.Notices;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.kit.StandIns;
import com.plugipay.support.StoppedClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One stand-in with two merchants, a listener in the place of the gateway, and a client that does all three parts. */
final class XenditWorld implements AutoCloseable {
    static final String KEY = "xnd_development_one";
    static final String OTHER_KEY = "xnd_development_two";

    /** What the gateway heard. */
    record Heard(@Nullable String token, @Nullable String id, JsonObject body) {
        String event() {
            return body.getString("event");
        }

        JsonObject data() {
            return body.getJsonObject("data");
        }
    }

    final StoppedClock clock = new StoppedClock();
    /** What the gateway answers next; 200 when there is nothing. */
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private final AtomicInteger customers = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Notices<Heard> heard = new Notices<>();
    private final String gateway;
    private final String url;

    XenditWorld() {
        gateway = "http://127.0.0.1:" + listen() + "/hooks";
        StandIns standIns = new StandIns(
                // Fifteen minutes are 45 ms.
                new StandInSettings("127.0.0.1", 0, 1, 0.00005, clock),
                List.of(tools -> new XenditStandIn(
                        tools,
                        List.of(
                                new XenditMerchant(KEY, "token-1", gateway),
                                new XenditMerchant(OTHER_KEY, "token-2", null)))));
        vertx.deployVerticle(standIns).await();
        url = standIns.publicUrl();
    }

    String url() {
        return url;
    }

    String gateway() {
        return gateway;
    }

    @Override
    public void close() {
        vertx.close().await();
        client.close();
    }

    private int listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    heard.add(new Heard(
                            request.getHeader("x-callback-token"),
                            request.getHeader("webhook-id"),
                            body.toJsonObject()));
                    Integer status = answers.poll();
                    request.response()
                            .setStatusCode(status == null ? 200 : status)
                            .end();
                }))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    Heard next() {
        return heard.next();
    }

    /** The next about that event. */
    Heard next(String event) {
        return heard.next(notice -> event.equals(notice.event()));
    }

    boolean silent() {
        return heard.isEmpty();
    }

    HttpResponse<String> api(String method, String path, @Nullable JsonObject body, String... headers)
            throws Exception {
        return as(KEY, method, path, body, headers);
    }

    /** A GET that does not tell the version of the API that it means. */
    HttpResponse<String> unversioned(String path) throws Exception {
        return client.send(request(KEY, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/xendit" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> as(String key, String method, String path, @Nullable JsonObject body, String... headers)
            throws Exception {
        HttpRequest.Builder request = request(key, path)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()));
        if (path.startsWith("/v3")) {
            request.header("api-version", "2024-11-11");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonObject ok(String method, String path, @Nullable JsonObject body) throws Exception {
        HttpResponse<String> answer = api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return new JsonObject(answer.body());
    }

    void refused(String method, String path, @Nullable JsonObject body, int status, String code) throws Exception {
        HttpResponse<String> answer = api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonObject error = new JsonObject(answer.body());
        assertThat(error.getString("error_code")).isEqualTo(code);
        assertThat(error.getString("message")).isNotBlank();
    }

    JsonObject request(String channel, long amount, JsonObject properties) throws Exception {
        return ok("POST", "/v3/payment_requests", requestBody(channel, amount, properties));
    }

    static JsonObject requestBody(String channel, long amount, JsonObject properties) {
        return json(
                "reference_id", "order-1",
                "type", "PAY",
                "country", "ID",
                "currency", "IDR",
                "request_amount", amount,
                "channel_code", channel,
                "channel_properties", properties);
    }

    static JsonObject sessionBody() {
        return json(
                "reference_id", "order-1",
                "session_type", "PAY",
                "mode", "PAYMENT_LINK",
                "amount", 150_000,
                "currency", "IDR",
                "country", "ID",
                "success_return_url", "http://localhost:1/ok",
                "cancel_return_url", "https://toko.example/cancel");
    }

    /** The body of a page that stores a card or an OVO account without a payment. */
    JsonObject setupBody() {
        return sessionBody()
                .put("session_type", "SAVE")
                .put("amount", 0)
                .put("allowed_payment_channels", new JsonArray().add("CARDS").add("OVO"))
                .put("customer", customer());
    }

    /** A new one each time. */
    JsonObject customer() {
        return json(
                "type",
                "INDIVIDUAL",
                "reference_id",
                "cus" + customers.incrementAndGet(),
                "individual_detail",
                json("given_names", "Budi"));
    }

    /** Stores a card, and returns its token. */
    String storedCard(String number) throws Exception {
        String page = path(ok("POST", "/sessions", setupBody()));
        String next = location(form(page, card(number)));
        if (next.contains("/tokens/")) {
            form(next, Map.of("answer", "approve"));
        }
        return next("payment_token.activation").data().getString("payment_token_id");
    }

    /** What a buyer fills in on the page of a session. */
    static Map<String, String> card(String number) {
        return Map.of("channel", "CARDS", "number", number, "month", "12", "year", "2040", "cvv", "123");
    }

    /** The path of a session's page. */
    static String path(JsonObject session) {
        return "/xendit/checkout/sessions/" + session.getString("payment_session_id");
    }

    int act(String id, String action) throws Exception {
        return send(
                        "POST",
                        "/control/xendit/act",
                        "application/json",
                        json("id", id, "action", action).encode())
                .statusCode();
    }

    void faults(String json) throws Exception {
        assertThat(send("PUT", "/control/xendit/faults", "application/json", json)
                        .statusCode())
                .isEqualTo(200);
    }

    List<JsonObject> books() throws Exception {
        return new JsonArray(get("/control/books").body())
                .stream().map(JsonObject.class::cast).toList();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "text/plain", "");
    }

    HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send("POST", path, "application/x-www-form-urlencoded", body.toString());
    }

    HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
