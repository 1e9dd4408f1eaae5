package com.plugipay.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same request again under its key gets the same response, and nothing is done twice. */
class IdempotencyTest {
    private static final String SESSION = """
            {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/no"}""";
    private static final String PAYMENT = "{\"amount\":4900,\"currency\":\"USD\",\"method\":\"bank_transfer\"}";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/v1/customers|{\"name\":\"Alice\"}", "/v1/checkout-sessions|" + SESSION, "/v1/payments|" + PAYMENT
            })
    void fiftyRequestsAtATimeCreateOneObjectAndGetOneResponse(String target, String body) {
        List<Answer> answers = atOnce(50, api, target, body, "fifty");
        List<Answer> made =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> answer.expect(409, "idempotency_in_progress"));
        assertThat(made).extracting(Answer::body).containsOnly(made.getFirst().body());
        assertThat(made).extracting(answer -> answer.header("X-Request-Id")).containsOnly(requestId(made.getFirst()));
        assertThat(made)
                .filteredOn(answer -> answer.header("Idempotent-Replayed").isEmpty())
                .hasSize(1);
        assertThat(api.get(target).data()).hasSize(1);

        Answer later = api.post(target, body, "fifty").expect(201);
        assertThat(later.body()).isEqualTo(made.getFirst().body());
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(later.header("X-Request-Id")).isEqualTo(requestId(later));
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefusedWithTheDifference() {
        String id = api.post("/v1/customers", "{\"name\":\"A\",\"address\":{\"city\":\"Solo\"}}", "k")
                .expect(201)
                .id();
        mismatch("PATCH", "/v1/customers/" + id, "{\"name\":\"B\"}", "method");
        mismatch("DELETE", "/v1/customers/cus_none", "", "method");
        mismatch("POST", "/v1/checkout-sessions", SESSION, "path");
        mismatch("POST", "/api/v1/customers", "{\"name\":\"A\",\"address\":{\"city\":\"Solo\"}}", "path");
        mismatch("POST", "/v1/customers", "{\"name\":\"B\",\"address\":{\"city\":\"Solo\"}}", "name");
        mismatch("POST", "/v1/customers", "{\"name\":\"A\",\"address\":{\"city\":\"Bali\"}}", "address");
        mismatch("POST", "/v1/customers", "{\"name\":\"A\"}", "address");
        mismatch("POST", "/v1/customers", "{\"email\":\"a@b\",\"name\":\"B\"}", "address");
        assertThat(api.get("/v1/customers").data()).hasSize(1);
        api.post("/v1/customers", "{ \"address\" : {\"city\":\"Solo\"}, \"name\":\"A\" }", "k")
                .expect(201);
    }

    @Test
    void anInvalidRequestDoesNotUseUpTheKey() {
        api.post("/v1/customers", "{\"nane\":\"A\"}", "k").expect(400, "validation_error");
        api.post("/v1/customers", "{", "k").expect(400, "validation_error");
        raw("k", Map.of("Authorization", "Bearer " + api.key().apiKey().keyId() + "_wrong"))
                .expect(401, "invalid_key");
        raw("k", Map.of("Authorization", bearer(), "Content-Type", "text/plain"))
                .expect(415, "unsupported_media_type");
        Answer reader = api.post("/v1/api-keys", "{\"name\":\"R\",\"role\":\"read_only\"}")
                .expect(201);
        raw("k", Map.of("Authorization", "Bearer " + reader.text("key"))).expect(403, "forbidden");
        Answer made = api.post("/v1/customers", "{\"name\":\"A\"}", "k").expect(201);
        assertThat(made.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void aConflictIsStoredUnderTheKey() {
        assertThat(twice("POST", "/v1/checkout-sessions/sess_none/cancel", "").status())
                .isEqualTo(404);

        String first =
                api.post("/v1/customers", "{\"externalId\":\"e1\"}").expect(201).id();
        twice("POST", "/v1/customers", "{\"externalId\":\"e1\"}").expect(409, "conflict");
        api.post("/v1/customers", "{\"externalId\":\"e1\"}", "taken").expect(409, "conflict");
        api.delete("/v1/customers/" + first).expect(204);
        api.post("/v1/customers", "{\"externalId\":\"e1\"}", "taken").expect(409, "conflict");

        Api bare = api.with(gateway.workspace().test());
        Answer refused = bare.post("/v1/payments", PAYMENT, "bare").expect(422, "provider_not_configured");
        bare.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}]}""").expect(200);
        Answer again = bare.post("/v1/payments", PAYMENT, "bare").expect(422);
        assertThat(again.body()).isEqualTo(refused.body());
        bare.post("/v1/payments", PAYMENT).expect(201);
    }

    @Test
    void everyWritingMethodSupportsKeys() {
        String id = api.post("/v1/customers", "{\"name\":\"A\"}").expect(201).id();
        String target = "/v1/customers/" + id;
        Answer changed = api.send("PATCH", target, "{\"name\":\"B\"}", "patch").expect(200);
        api.patch(target, "{\"name\":\"C\"}").expect(200);
        Answer again = api.send("PATCH", target, "{\"name\":\"B\"}", "patch").expect(200);
        assertThat(again.body()).isEqualTo(changed.body());
        assertThat(api.get(target).text("name")).as("nothing was done again").isEqualTo("C");

        assertThat(twice("PUT", "/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BRI","accountNumber":"2","accountHolder":"PT"}]}""").status()).isEqualTo(200);
        Answer gone = twice("DELETE", target, "");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        api.delete(target).expect(404, "not_found");
        assertThat(api.send("GET", "/v1/customers", "", "patch").expect(200).header("Idempotent-Replayed"))
                .as("ignored on GET")
                .isEmpty();
    }

    @Test
    void aRevocationIsRepeated() {
        String id = api.post("/v1/api-keys", "{\"name\":\"K\"}").expect(201).id();
        assertThat(twice("DELETE", "/v1/api-keys/" + id, "").status()).isEqualTo(204);
        Answer issued = api.post("/v1/api-keys", "{\"name\":\"L\"}", "issue").expect(201);
        assertThat(api.post("/v1/api-keys", "{\"name\":\"L\"}", "issue").text("secret"))
                .isEqualTo(issued.text("secret"));
    }

    @Test
    void keysAreSeparateByWorkspaceAndMode() {
        WorkspaceCommand.Created other = gateway.workspace();
        List<String> made = List.of(api, api.with(other.test()), api.with(other.live())).stream()
                .map(caller -> caller.post("/v1/customers", "{}", "shared").expect(201))
                .filter(answer -> answer.header("Idempotent-Replayed").isEmpty())
                .map(Answer::id)
                .distinct()
                .toList();
        assertThat(made).hasSize(3);
    }

    @Test
    void aKeyHasOneTo255PrintableCharacters() throws IOException {
        api.post("/v1/customers", "{}", "").expect(400, "idempotency_key_invalid");
        api.post("/v1/customers", "{}", "x".repeat(256)).expect(400, "idempotency_key_invalid");
        api.post("/v1/customers", "{}", "x".repeat(255)).expect(201);
        for (String key : List.of("caf\u00e9", "a\tb")) {
            assertThat(withKey(key)).startsWith("HTTP/1.1 400 ").contains("\"idempotency_key_invalid\"");
        }
        assertThat(withKey("a\u0001b")).as("no header at all").startsWith("HTTP/1.1 400 ");
    }

    private String withKey(String key) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            return connection
                    .send("POST /v1/customers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + "Authorization: " + bearer() + "\r\nIdempotency-Key: " + key + "\r\n"
                            + "Content-Length: 2\r\n\r\n{}")
                    .readAll();
        }
    }

    @Test
    void afterADayTheKeyIsFreeAgain() {
        try (TestGateway own = TestGateway.start(TestDatabase.create())) {
            Api merchant = own.merchant();
            String first =
                    merchant.post("/v1/customers", "{}", "day").expect(201).id();
            own.clock().advance(Duration.ofHours(24).minusMinutes(1));
            assertThat(merchant.post("/v1/customers", "{}", "day").id()).isEqualTo(first);
            own.clock().advance(Duration.ofMinutes(2));
            List<Answer> answers = atOnce(20, merchant, "/v1/customers", "{}", "day");
            assertThat(answers).extracting(Answer::status).containsOnly(201);
            assertThat(answers)
                    .extracting(Answer::body)
                    .containsOnly(answers.getFirst().body());
            assertThat(answers.getFirst().id()).isNotEqualTo(first);
            assertThat(merchant.get("/v1/customers").data()).hasSize(2);
        }
    }

    private void mismatch(String method, String target, String body, String field) {
        Answer refused = api.send(method, target, body, "k").expect(409, "idempotency_mismatch");
        assertThat(refused.field()).isEqualTo(field);
    }

    /** Sends a request twice under a new key and returns the second response, which equals the first. */
    private Answer twice(String method, String target, String body) {
        String key = method + ' ' + target;
        Answer first = api.send(method, target, body, key);
        Answer second = api.send(method, target, body, key);
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("X-Request-Id")).isEqualTo(first.header("X-Request-Id"));
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        return second;
    }

    private static List<Answer> atOnce(int times, Api api, String target, String body, String key) {
        List<CompletableFuture<Answer>> answers = IntStream.range(0, times)
                .mapToObj(i -> api.sendLater("POST", target, body, key))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private Answer raw(String key, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Idempotency-Key", key);
        return api.raw("POST", "/v1/customers", "{\"name\":\"A\"}".getBytes(StandardCharsets.UTF_8), all);
    }

    private String bearer() {
        return "Bearer " + api.key().key();
    }

    private static String requestId(Answer answer) {
        return answer.json().path("meta").path("requestId").asText();
    }
}
