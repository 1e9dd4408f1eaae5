package com.plugipay.sandbox.midtrans;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.kit.Notices;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.kit.StandIns;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import com.plugipay.support.SettableClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The stand-in on a port of its own, a merchant's server that hears its notices, and the merchant's key. */
final class MidtransBench implements AutoCloseable {
    static final String SERVER_KEY = "SB-Mid-server-TEST";
    static final String CLIENT_KEY = "SB-Mid-client-TEST";

    /** What the merchant's server heard. */
    record Heard(String path, String agent, JsonObject body) {
        String status() {
            return body.getString("transaction_status");
        }
    }

    /** What came back. */
    record Reply(int status, String location, String text) {
        JsonObject json() {
            return new JsonObject(text);
        }

        String code() {
            return json().getString("status_code");
        }

        /** Fails unless the body has this code. */
        JsonObject expect(String code) {
            assertThat(code()).as(text).isEqualTo(code);
            return json();
        }
    }

    final SettableClock clock = new SettableClock();
    /** What the merchant's server answers next; 200 when there is nothing. */
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    final String url;
    final String merchantUrl;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Notices<Heard> heard = new Notices<>();

    MidtransBench(MidtransOptions options) {
        merchantUrl = "http://127.0.0.1:" + merchant().actualPort();
        MidtransMerchant merchant =
                new MidtransMerchant(SERVER_KEY, CLIENT_KEY, "G000000001", merchantUrl + "/dashboard");
        MidtransMerchant other = new MidtransMerchant("other", "other-client", "G000000002", null);
        StandIns standIns = new StandIns(
                new StandInSettings("127.0.0.1", 0, 1, 0.000_01, clock),
                List.of(tools -> new MidtransStandIn(tools, List.of(merchant, other), options)));
        vertx.deployVerticle(standIns).await();
        url = "http://127.0.0.1:" + standIns.port() + "/midtrans";
    }

    private HttpServer merchant() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    heard.add(new Heard(request.path(), request.getHeader("User-Agent"), body.toJsonObject()));
                    Integer status = answers.poll();
                    request.response()
                            .setStatusCode(status == null ? 200 : status)
                            .end();
                }))
                .listen(0, "127.0.0.1")
                .await();
    }

    /** The least that a charge needs, and the method's part. */
    static JsonObject order(String orderId, long amount) {
        return new JsonObject()
                .put(
                        "transaction_details",
                        new JsonObject().put("order_id", orderId).put("gross_amount", amount));
    }

    static JsonObject qris(String orderId, long amount) {
        return order(orderId, amount)
                .put("payment_type", "qris")
                .put("qris", new JsonObject().put("acquirer", "gopay"));
    }

    static JsonObject transfer(String orderId, long amount, String bank) {
        return order(orderId, amount)
                .put("payment_type", "bank_transfer")
                .put("bank_transfer", new JsonObject().put("bank", bank));
    }

    /** A charge that must be good. */
    JsonObject charged(JsonObject body) {
        return post("/v2/charge", body).expect("201");
    }

    Reply post(String path, JsonObject body) {
        return call("POST", path, body.encode(), Map.of());
    }

    Reply post(String path) {
        return call("POST", path, "", Map.of());
    }

    JsonObject status(String id) {
        return call("GET", "/v2/" + id + "/status", "{}", Map.of()).json();
    }

    Reply call(String method, String path, String body, Map<String, String> headers) {
        return call(method, path, body, headers, SERVER_KEY);
    }

    Reply call(String method, String path, String body, Map<String, String> headers, String key) {
        String pair = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    Reply page(String path) {
        return send(HttpRequest.newBuilder(URI.create(here(path))));
    }

    Reply form(String path, String fields) {
        return form(path, fields, "Browser");
    }

    Reply form(String path, String fields, String agent) {
        return send(HttpRequest.newBuilder(URI.create(here(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", agent)
                .POST(BodyPublishers.ofString(fields)));
    }

    byte[] bytes(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(here(path))).build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    /** The stand-in calls itself localhost; here everything is 127.0.0.1. */
    private String here(String path) {
        return path.startsWith("http://") ? path.replace("//localhost:", "//127.0.0.1:") : url + path;
    }

    void act(String id, String action) {
        Reply reply = control(id, action);
        assertThat(reply.status()).as(reply.text()).isEqualTo(204);
    }

    Reply control(String id, String action) {
        return send(HttpRequest.newBuilder(URI.create(root() + "/control/midtrans/act"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("id", id).put("action", action).encode())));
    }

    void faults(String json) {
        Reply reply = send(HttpRequest.newBuilder(URI.create(root() + "/control/midtrans/faults"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    JsonObject book(String id) {
        Reply reply = send(HttpRequest.newBuilder(URI.create(root() + "/control/books")));
        return new JsonArray(reply.text())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(entry -> entry.getString("id").equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    Heard next() {
        return heard.next();
    }

    /** The next notice that says this. */
    JsonObject next(String status) {
        return heard.next(notice -> status.equals(notice.status())).body();
    }

    boolean heardNothingElse() {
        return heard.isEmpty();
    }

    private String root() {
        return url.substring(0, url.length() - "/midtrans".length());
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(""),
                    response.body());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
        client.close();
    }
}
