package com.plugipay.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.shop.gateway.RequestSigner;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of a signed request, whoever sends it, changes nothing. */
final class RepeatedSignatureTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final RequestSigner signer =
            new RequestSigner(api.key().apiKey().keyId(), api.key().secret());

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api/v1"})
    void aCopyOfAWriteChangesNothing(String mount) {
        Request request = signed("POST", mount + "/customers", "{\"name\":\"Once\"}", now(), null);
        request.send().expect(201);
        request.send().expect(409, "request_repeated");
        assertThat(api.get(mount + "/customers").data()).hasSize(1);
        signed("POST", mount + "/customers", "{\"name\":\"Once\"}", now() - 7, null)
                .send()
                .expect(201);
        assertThat(api.get(mount + "/customers").data()).hasSize(2);
    }

    @Test
    void ofManyCopiesAtATimeOneIsCarriedOut() {
        Request request = signed("POST", "/v1/customers", "{\"name\":\"Crowd\"}", now(), null);
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(request::send))
                .toList();
        assertThat(answers.stream().map(answer -> answer.join().status()))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        assertThat(api.get("/v1/customers").data()).hasSize(1);
    }

    @Test
    void aCopyOfAPaymentMakesNoSecond() {
        Request payment = signed("POST", "/v1/payments", """
                {"amount":50000,"currency":"IDR","method":"bank_transfer"}""", now(), null);
        payment.send().expect(201);
        payment.send().expect(409, "request_repeated");
        assertThat(api.get("/v1/payments").data()).hasSize(1);
    }

    @Test
    void aCopyOfARefundMakesNoSecond() {
        String payment = api.post("/v1/payments", """
                {"amount":50000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id();
        Request confirmation = signed("POST", "/v1/payments/" + payment + "/confirm", "", now(), null);
        confirmation.send().expect(200);
        confirmation.send().expect(409, "conflict");

        // Two writes of one request, before and after the provider is asked.
        Request refund = signed(
                "POST",
                "/v1/refunds",
                "{\"paymentId\":\"" + payment + "\",\"amount\":10000,\"manual\":true}",
                now(),
                null);
        assertThat(refund.send().expect(201).text("status")).isEqualTo("succeeded");
        refund.send().expect(409, "request_repeated");
        assertThat(api.get("/v1/payments/" + payment)
                        .data()
                        .path("amountRefunded")
                        .asLong())
                .isEqualTo(10_000);
        assertThat(api.get("/v1/refunds?paymentId=" + payment).data()).hasSize(1);
    }

    @Test
    void aCopyOfADeletionIsRefused() {
        String customer = api.post("/v1/customers", "{}").expect(201).id();
        String endpoint = api.post("/v1/webhooks", "{\"url\":\"https://shop.example/hook\",\"events\":[\"*\"]}")
                .expect(201)
                .id();
        for (String path : List.of("/v1/customers/" + customer, "/v1/webhooks/" + endpoint)) {
            Request deletion = signed("DELETE", path, "", now(), null);
            List<CompletableFuture<Answer>> answers = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(deletion::send))
                    .toList();
            assertThat(answers.stream().map(answer -> answer.join().status()))
                    .as(path)
                    .containsOnlyOnce(204)
                    .containsAnyOf(404, 409)
                    .isSubsetOf(204, 404, 409);
            deletion.send().expect(404, "not_found");
        }
        String key = "/v1/api-keys/"
                + api.post("/v1/api-keys", "{\"name\":\"A\"}").expect(201).id();
        Request revocation = signed("DELETE", key, "", now(), null);
        revocation.send().expect(204);
        String revoked = api.get(key).text("revokedAt");
        assertThat(revocation.send().status()).isEqualTo(409);
        assertThat(api.get(key).text("revokedAt")).isEqualTo(revoked);
    }

    @Test
    void aCopyOfAChangeIsRefused() {
        String path =
                "/v1/customers/" + api.post("/v1/customers", "{}").expect(201).id();
        Request change = signed("PATCH", path, "{\"name\":\"Old\"}", now(), null);
        change.send().expect(200);
        api.patch(path, "{\"name\":\"New\"}").expect(200);
        change.send().expect(409, "request_repeated");
        assertThat(api.get(path).text("name")).isEqualTo("New");

        Request key = signed("POST", "/v1/api-keys", "{\"name\":\"A\"}", now(), null);
        key.send().expect(201);
        assertThat(key.send().expect(409, "request_repeated").body()).doesNotContain("sk_test_");
        Request account = signed("PUT", "/v1/adapters/manual", """
                    {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}]}""", now(), null);
        account.send().expect(200);
        account.send().expect(409, "request_repeated");
        Request trigger = signed("POST", "/v1/events/trigger", """
                    {"type":"invoice.paid","aggregateId":"inv_1"}""", now(), null);
        trigger.send().expect(201);
        trigger.send().expect(409, "request_repeated");
    }

    @Test
    void aRequestThatChangedNothingMayBeSentAgain() {
        Request refused = signed("POST", "/v1/customers", "{\"email\":7}", now(), null);
        refused.send().expect(400, "validation_error");
        refused.send().expect(400, "validation_error");
        Request read = signed("GET", "/v1/customers", "", now(), null);
        read.send().expect(200);
        read.send().expect(200);
    }

    @Test
    void aCopyWithAnIdempotencyKeyGetsTheFirstResponse() {
        Request request = signed("POST", "/v1/customers", "{\"name\":\"Keyed\"}", now(), "signed-once");
        Answer first = request.send().expect(201);
        Answer again = request.send().expect(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void requestsWithABearerKeyMayBeRepeated() {
        Map<String, String> headers = new HashMap<>(
                Map.of("Authorization", "Bearer " + api.key().key(), "X-Plugipay-Timestamp", String.valueOf(now())));
        Request request = new Request("POST", "/v1/customers", "{\"name\":\"Twice\"}", headers);
        request.send().expect(201);
        request.send().expect(201);
        assertThat(api.get("/v1/customers").data()).hasSize(2);
    }

    @Test
    void signaturesAreStoredForAsLongAsTheyAreValid() {
        signed("POST", "/v1/customers", "{}", now() + 200, null).send().expect(201);
        boolean isKept = TestGateway.get(gateway.gateway()
                        .database()
                        .one(
                                "select min(expires_at) > now() + interval '10 minutes' as kept from signed_writes"
                                        + " where workspace_id = $1",
                                Tuple.of(api.key().apiKey().workspaceId()),
                                row -> row.getBoolean("kept")))
                .orElseThrow();
        assertThat(isKept).isTrue();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private Request signed(String method, String target, String body, long timestamp, @Nullable String key) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(Map.of(
                "X-Plugipay-Timestamp",
                String.valueOf(timestamp),
                "Authorization",
                signer.authorization(method, target, timestamp, bytes, key)));
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        return new Request(method, target, body, headers);
    }

    private final class Request {
        private final String method;
        private final String target;
        private final String body;
        private final Map<String, String> headers;

        Request(String method, String target, String body, Map<String, String> headers) {
            this.method = method;
            this.target = target;
            this.body = body;
            this.headers = headers;
        }

        Answer send() {
            return api.raw(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
        }
    }
}
