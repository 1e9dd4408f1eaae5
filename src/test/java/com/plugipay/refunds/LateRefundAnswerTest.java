package com.plugipay.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.auth.Signature;
import com.plugipay.model.RequestLifetime;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A provider answers the request for a refund so late that a repeat has sent the refund once more: that the first one was
 * certainly not done says nothing of the second.
 */
@ExtendWith(VertxExtension.class)
class LateRefundAnswerTest {
    private static final long PRICE = 150_000;
    private static final String SECRET = "acme-secret-0123456789";
    private static final String LONG_AGO = """
            update idempotency_keys set created_at = created_at - $2 * interval '1 second'
             where workspace_id = $1 and mode = 'test' and key = 'late'""";

    private record SentRefund(JsonObject body, HttpServerResponse response) {
        void isNotDone() {
            response.setStatusCode(429).end("{}");
        }

        /** An answer that cannot be read. */
        void isUnknown() {
            response.end("{}");
        }

        void isDone() {
            response.end(body.encode());
        }
    }

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final String workspaceId = api.key().apiKey().workspaceId();
    private final BlockingQueue<SentRefund> sent = new LinkedBlockingQueue<>();
    private final HttpServer acme;
    private final String payment;
    private final String all;

    LateRefundAnswerTest(Vertx vertx) {
        acme = TestGateway.get(
                vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
        payment = paid();
        all = "{\"paymentId\":\"" + payment + "\"}";
    }

    @Test
    void aRefundStaysUnknownWhenTheRepeatHasNoCertainAnswer() throws Exception {
        CompletableFuture<Answer> first = refund();
        SentRefund refund = next();
        passRequestLifetime();
        CompletableFuture<Answer> repeat = refund();
        SentRefund again = next();
        assertThat(again.body()).isEqualTo(refund.body());

        again.isUnknown();
        Answer pending = repeat.join().expect(201);
        refund.isNotDone();
        first.join().expect(503, "provider_unavailable");

        assertThat(pending.text("status")).isEqualTo("pending");
        assertThat(api.get("/v1/refunds/" + pending.id()).text("status")).isEqualTo("pending");
        assertThat(api.get("/v1/stuck").data().path(0).path("id").asText()).isEqualTo(pending.id());
        api.post("/v1/refunds", all).expect(422, "amount_not_refundable");
        assertThat(api.post("/v1/refunds", all, "late").body()).isEqualTo(pending.body());
    }

    @Test
    void aRefundStaysPendingWhileTheRepeatWaitsForItsAnswer() throws Exception {
        CompletableFuture<Answer> first = refund();
        SentRefund refund = next();
        passRequestLifetime();
        CompletableFuture<Answer> repeat = refund();
        SentRefund again = next();

        refund.isNotDone();
        first.join().expect(503, "provider_unavailable");
        api.post("/v1/refunds", all).expect(422, "amount_not_refundable");
        again.isDone();

        assertThat(repeat.join().expect(201).text("status")).isEqualTo("succeeded");
        assertThat(api.get("/v1/refunds").data()).hasSize(1);
        assertThat(api.get("/v1/payments/" + payment).text("status")).isEqualTo("refunded");
        assertThat(api.post("/v1/refunds", all, "late").body())
                .isEqualTo(repeat.join().body());
    }

    /** Without a repeat, its money can be refunded again at once. */
    @Test
    void aRefundThatWasSentOnceHasFailed() throws Exception {
        CompletableFuture<Answer> first = refund();
        next().isNotDone();
        first.join().expect(503, "provider_unavailable");
        assertThat(api.get("/v1/refunds").data().path(0).path("status").asText())
                .isEqualTo("failed");

        CompletableFuture<Answer> repeat = refund();
        next().isDone();
        assertThat(repeat.join().expect(201).text("status")).isEqualTo("succeeded");
    }

    private CompletableFuture<Answer> refund() {
        return api.sendLater("POST", "/v1/refunds", all, "late");
    }

    private SentRefund next() throws InterruptedException {
        return Objects.requireNonNull(sent.poll(30, TimeUnit.SECONDS), "No refund was sent");
    }

    private void passRequestLifetime() {
        long seconds = RequestLifetime.LONGEST.toSeconds() + 1;
        TestGateway.get(gateway.gateway().database().run(LONG_AGO, Tuple.of(workspaceId, seconds)));
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(buffer -> {
            JsonObject body = buffer.length() == 0 ? new JsonObject() : buffer.toJsonObject();
            if (request.path().equals("/refunds")) {
                sent.add(new SentRefund(body, request.response()));
            } else {
                request.response()
                        .end(new JsonObject()
                                .put("amount", PRICE)
                                .put("status", "paid")
                                .put("page", "http://127.0.0.1/pay")
                                .encode());
            }
        });
    }

    private String paid() {
        String account = "{\"url\":\"http://127.0.0.1:" + acme.actualPort() + "\",\"secret\":\"" + SECRET + "\"}";
        api.put("/v1/adapters/acme", account).expect(200);
        String id = api.post("/v1/payments", """
                {"amount":%d,"currency":"IDR","method":"gopay","provider":"acme"}""".formatted(PRICE)).expect(201).id();
        String attempt =
                api.get("/v1/payment-attempts").data().path(0).path("id").asText();
        String callback = new JsonObject().put("charge", attempt).encode();
        String signature = HexFormat.of().formatHex(Signature.sign(Signature.key(new Secret(SECRET)), callback));
        api.raw(
                        "POST",
                        "/v1/inbound-webhooks/acme/" + workspaceId,
                        callback.getBytes(StandardCharsets.UTF_8),
                        Map.of("X-Acme-Signature", signature))
                .expect(200);
        Awaitility.await()
                .until(() -> api.get("/v1/payments/" + id).text("status").equals("succeeded"));
        return id;
    }
}
