package com.plugipay.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.async.WithoutFiles;
import com.plugipay.sandbox.shop.gateway.RequestSigner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shop over real HTTP, in front of a small server that answers as the API's documentation says. */
class ShopPagesTest {
    private static final String SECRET = "whsec_EXAMPLE0123456789abcdef";

    /** As the gateway's, on which the shop runs. */
    private final Vertx vertx = Vertx.vertx(WithoutFiles.options());

    private final HttpClient browser = HttpClient.newHttpClient();
    private final BlockingQueue<JsonObject> created = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void sellsABagAndBelievesOnlyASignedWebhook() throws Exception {
        URI shop = open("http://localhost:" + gateway());

        HttpResponse<String> bought = post(shop.resolve("/buy"), "product=gayo");
        assertThat(bought.statusCode()).isEqualTo(303);
        assertThat(bought.headers().firstValue("Location").orElseThrow()).endsWith("/c/sess_1");

        JsonObject session = created.take();
        URI order = URI.create(session.getString("successUrl"));
        assertThat(get(order.resolve(order.getPath() + "/status")).body()).contains("\"awaiting_payment\"");

        String event = new JsonObject()
                .put("id", "evt_1")
                .put("type", "checkout_session.completed")
                .put("data", new JsonObject().put("object", session.copy().put("id", "sess_1")))
                .encode();
        long now = Instant.now().getEpochSecond();
        assertThat(tell(shop, event, WebhookInboxTest.signed(event, "whsec_another", now)))
                .isEqualTo(401);
        assertThat(get(order.resolve(order.getPath() + "/status")).body()).contains("\"awaiting_payment\"");
        assertThat(tell(shop, event, WebhookInboxTest.signed(event, SECRET, now)))
                .isEqualTo(200);
        assertThat(get(order.resolve(order.getPath() + "/status")).body()).contains("\"paid\"");
        assertThat(get(order).body()).contains("checkout_session.completed", "evt_1", "Signature verified");
        assertThat(get(shop.resolve("/inbox")).body()).contains("evt_1");
        assertThat(get(shop.resolve("/inbox.json")).body()).contains("\"verified\":true");
    }

    @Test
    void keepsTheOrderUnpaidWhenTheEventNamesAnotherAmount() throws Exception {
        URI shop = open("http://localhost:" + gateway());
        post(shop.resolve("/buy"), "product=gayo");
        JsonObject session = created.take();
        URI order = URI.create(session.getString("successUrl"));
        String event = new JsonObject()
                .put("id", "evt_1")
                .put("type", "checkout_session.completed")
                .put(
                        "data",
                        new JsonObject()
                                .put(
                                        "object",
                                        session.copy().put("id", "sess_1").put("amount", 1)))
                .encode();
        tell(shop, event, WebhookInboxTest.signed(event, SECRET, Instant.now().getEpochSecond()));
        assertThat(get(order.resolve(order.getPath() + "/status")).body()).contains("\"awaiting_payment\"");
    }

    @Test
    void namesTheCodeWhenTheGatewayRefusesOrIsAway() throws Exception {
        HttpResponse<String> refused = get(open("http://localhost:" + gateway()).resolve("/desk"));
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body())
                .contains("forbidden", "This key may not", "req_1")
                .doesNotContain("Exception");

        HttpResponse<String> away = post(open("http://localhost:1").resolve("/buy"), "product=gayo");
        assertThat(away.statusCode()).isEqualTo(502);
        assertThat(away.body()).contains("gateway_unreachable").doesNotContain("Exception");
    }

    @Test
    void saysThatAPageIsMissing() throws Exception {
        HttpResponse<String> missing = get(open("http://localhost:1").resolve("/nope"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("Nothing on this shelf");
    }

    @Test
    void itsPagesHaveTheirStyle() throws Exception {
        URI shop = open("http://localhost:1");
        assertThat(get(shop).body()).contains("/assets/shop.css", "/assets/icon.svg");
        assertThat(get(shop.resolve("/assets/shop.css")).headers().firstValue("Content-Type"))
                .hasValue("text/css; charset=utf-8");
        assertThat(get(shop.resolve("/assets/icon.svg")).statusCode()).isEqualTo(200);
        assertThat(get(shop.resolve("/assets/watch.js")).statusCode()).isEqualTo(200);
        assertThat(get(shop.resolve("/assets/logback.xml")).statusCode()).isEqualTo(404);
    }

    @Test
    void takesNoFormFromAnotherSite() throws Exception {
        URI shop = open("http://localhost:1");
        HttpRequest foreign = HttpRequest.newBuilder(shop.resolve("/desk/sess_1/confirm"))
                .header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(browser.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void hidesItsSecrets() {
        assertThat(settings("http://localhost:1").toString()).doesNotContain("sk_test_", "whsec_");
    }

    /** Creates sessions when the signature is right, and refuses everything else. */
    private int gateway() {
        RequestSigner signer = new RequestSigner("pk_test_EXAMPLE", "sk_test_EXAMPLE");
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    String expected = signer.authorization(
                            request.method().name(),
                            request.uri(),
                            Long.parseLong(request.getHeader("X-Plugipay-Timestamp")),
                            body.getBytes(),
                            request.getHeader("Idempotency-Key"));
                    if (request.path().equals("/v1/checkout-sessions")
                            && request.method().name().equals("POST")
                            && expected.equals(request.getHeader("Authorization"))) {
                        JsonObject session = body.toJsonObject();
                        created.add(session);
                        JsonObject answer = session.copy()
                                .put("id", "sess_1")
                                .put("status", "open")
                                .put("hostedUrl", "http://" + request.authority() + "/c/sess_1");
                        request.response()
                                .setStatusCode(201)
                                .end(new JsonObject().put("data", answer).encode());
                    } else {
                        request.response().setStatusCode(403).end("""
                                        {"data":null,"error":{"code":"forbidden","message":"This key may not"},
                                         "meta":{"requestId":"req_1"}}""");
                    }
                }))
                .listen(0)
                .await();
        return server.actualPort();
    }

    private URI open(String gatewayUrl) {
        DemoShop shop = new DemoShop(settings(gatewayUrl));
        vertx.deployVerticle(shop).await();
        return URI.create("http://localhost:" + shop.port());
    }

    private static ShopSettings settings(String gatewayUrl) {
        return new ShopSettings(gatewayUrl, "pk_test_EXAMPLE", "sk_test_EXAMPLE", SECRET, "localhost", 0);
    }

    private HttpResponse<String> get(URI page) throws Exception {
        return browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI page, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int tell(URI shop, String event, String signature) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(shop.resolve("/webhooks"))
                .header("Plugipay-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
