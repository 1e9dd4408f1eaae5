package com.plugipay.providers.acme;

import com.plugipay.auth.Signature;
import com.plugipay.secrets.Secret;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A stand-in for Acme with one merchant, whose callbacks go to one address. */
final class AcmeStandIn implements AutoCloseable {
    static final String SECRET = "acme-secret-0123456789";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, JsonObject> known = new ConcurrentHashMap<>();

    AcmeStandIn() {
        server = TestGateway.get(
                vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Returns a charge or a refund. */
    JsonObject of(String id) {
        return Objects.requireNonNull(known.get(id), id);
    }

    /** Pays on the page as the buyer; returns the status of the answer to the callback. */
    int pay(String page, String callbackUrl) throws IOException, InterruptedException {
        String id = page.substring(page.lastIndexOf('/') + 1);
        of(id).put("status", "paid");
        return callBack(id, callbackUrl, SECRET);
    }

    int callBack(String id, String callbackUrl, String secret) throws IOException, InterruptedException {
        String body = new JsonObject().put("charge", id).encode();
        String signature = HexFormat.of().formatHex(Signature.sign(Signature.key(new Secret(secret)), body));
        HttpRequest request = HttpRequest.newBuilder(URI.create(callbackUrl))
                .header("X-Acme-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            boolean isKnown = ("Bearer " + SECRET).equals(request.getHeader("Authorization"));
            JsonObject answer = isKnown ? answer(request.path(), body) : null;
            int refusal = isKnown ? 404 : 401;
            request.response()
                    .setStatusCode(answer == null ? refusal : 200)
                    .end(answer == null ? "{}" : answer.encode());
        });
    }

    private @Nullable JsonObject answer(String path, Buffer body) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        return switch (path) {
            case "/me" -> new JsonObject();
            case "/charges" -> {
                JsonObject charge = body.toJsonObject();
                charge.put("status", "open").put("page", url() + "/pay/" + charge.getString("id"));
                yield kept(charge);
            }
            case "/refunds" -> kept(body.toJsonObject());
            default -> known.get(id.equals("cancel") ? path.split("/", -1)[2] : id);
        };
    }

    private JsonObject kept(JsonObject made) {
        known.putIfAbsent(made.getString("id"), made);
        return of(made.getString("id"));
    }

    @Override
    public void close() {
        TestGateway.get(vertx.close());
    }
}
