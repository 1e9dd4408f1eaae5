package com.plugipay.sandbox.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.kit.Notices;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.kit.StandIns;
import com.plugipay.sandbox.paypal.api.RestApp;
import com.plugipay.support.SettableClock;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A running stand-in, a merchant who calls it, and a server that hears its webhooks. */
final class PayPal implements AutoCloseable {
    static final RestApp APP = new RestApp("client-1", "secret-1");
    static final RestApp OTHER_APP = new RestApp("client-2", "secret-2");

    /** Never changes, and takes a moment to make. */
    static final CertificateAuthority AUTHORITY = CertificateAuthority.fresh();

    final SettableClock clock = new SettableClock();
    final Notices<Heard> heard = new Notices<>();
    /** What the receiver of webhooks answers next; 200 when there is nothing. */
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    final String url;
    final String webhookUrl;
    String token;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    /** What came to the webhook. */
    record Heard(MultiMap headers, Buffer body) {
        JsonObject json() {
            return body.toJsonObject();
        }

        String header(String name) {
            return headers.get(name);
        }

        JsonObject resource() {
            return json().getJsonObject("resource");
        }
    }

    PayPal() throws Exception {
        StandIns standIns = new StandIns(
                new StandInSettings("127.0.0.1", 0, 1, 0.000001, clock),
                List.of(tools -> new PayPalStandIn(tools, List.of(APP, OTHER_APP), AUTHORITY)));
        vertx.deployVerticle(standIns).await();
        url = standIns.publicUrl();
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    heard.add(new Heard(request.headers(), body));
                    Integer status = answers.poll();
                    request.response()
                            .setStatusCode(status == null ? 200 : status)
                            .end();
                }))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        webhookUrl = "http://localhost:" + port + "/webhooks";
        token = token(APP);
    }

    String token(RestApp app) throws Exception {
        HttpResponse<String> answer = token(app.clientId() + ":" + app.secret(), "grant_type=client_credentials");
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer).getString("access_token");
    }

    HttpResponse<String> token(String credentials, String form) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + "/paypal/v1/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** A call of the API with the token, and these headers more. */
    HttpResponse<String> call(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/paypal" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<String> get(String path) throws Exception {
        return call("GET", path, "");
    }

    /** A form of the buyer's pages, without following where it leads. */
    HttpResponse<String> form(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + "/paypal" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> control(String method, String path, JsonObject body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + "/control" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    void act(String id, String action) throws Exception {
        HttpResponse<String> answer =
                control("POST", "/paypal/act", new JsonObject().put("id", id).put("action", action));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    void fault(String name) throws Exception {
        JsonObject always = new JsonObject().put("probability", 1).put("times", 1);
        assertThat(control("PUT", "/paypal/faults", new JsonObject().put(name, always))
                        .statusCode())
                .isEqualTo(200);
    }

    /** The only line of the books. */
    JsonObject book() throws Exception {
        JsonArray books =
                new JsonArray(control("GET", "/books", new JsonObject()).body());
        assertThat(books).hasSize(1);
        return books.getJsonObject(0);
    }

    /** Creates an order of 10.00 USD and returns its id. */
    String order(String invoiceId) throws Exception {
        HttpResponse<String> answer = create("USD", "10.00", invoiceId);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).getString("id");
    }

    HttpResponse<String> create(String currency, String value, String invoiceId) throws Exception {
        return call(
                "POST",
                "/v2/checkout/orders",
                orderBody(currency, value, invoiceId).encode(),
                "PayPal-Request-Id",
                "create-" + invoiceId);
    }

    static JsonObject orderBody(String currency, String value, String invoiceId) {
        return new JsonObject()
                .put("intent", "CAPTURE")
                .put(
                        "purchase_units",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("custom_id", "payment-1")
                                        .put("invoice_id", invoiceId)
                                        .put("description", "Order 8841")
                                        .put(
                                                "amount",
                                                new JsonObject()
                                                        .put("currency_code", currency)
                                                        .put("value", value))))
                .put(
                        "payment_source",
                        new JsonObject()
                                .put(
                                        "paypal",
                                        new JsonObject()
                                                .put(
                                                        "experience_context",
                                                        new JsonObject()
                                                                .put("brand_name", "Toko Contoh")
                                                                .put("return_url", "https://toko.example/r?p=1")
                                                                .put("cancel_url", "https://toko.example/c"))));
    }

    HttpResponse<String> capture(String order, String... headers) throws Exception {
        return call("POST", "/v2/checkout/orders/" + order + "/capture", "", headers);
    }

    /** Creates, approves and captures; returns the capture. */
    JsonObject captured(String invoiceId) throws Exception {
        String order = order(invoiceId);
        act(order, "pay");
        return capture(json(capture(order, "Prefer", "return=representation")));
    }

    static JsonObject capture(JsonObject order) {
        return order.getJsonArray("purchase_units")
                .getJsonObject(0)
                .getJsonObject("payments")
                .getJsonArray("captures")
                .getJsonObject(0);
    }

    /** Subscribes the receiver to everything and returns the id of the webhook. */
    String subscribe() throws Exception {
        HttpResponse<String> answer = call(
                "POST",
                "/v1/notifications/webhooks",
                "{\"url\":\"" + webhookUrl + "\",\"event_types\":[{\"name\":\"*\"}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).getString("id");
    }

    Heard next() {
        return heard.next();
    }

    /** The next of that type. */
    Heard next(String type) {
        return heard.next(notice -> type.equals(notice.json().getString("event_type")));
    }

    static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    static String link(JsonObject resource, String rel) {
        return resource.getJsonArray("links").stream()
                .map(JsonObject.class::cast)
                .filter(link -> link.getString("rel").equals(rel))
                .map(link -> link.getString("href"))
                .findFirst()
                .orElseThrow();
    }

    static void refused(HttpResponse<String> answer, int status, String issue) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonObject body = json(answer);
        assertThat(body.getJsonArray("details").getJsonObject(0).getString("issue"))
                .isEqualTo(issue);
        assertThat(answer.headers().firstValue("PayPal-Debug-Id")).hasValue(body.getString("debug_id"));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        vertx.close().await();
        client.close();
    }
}
