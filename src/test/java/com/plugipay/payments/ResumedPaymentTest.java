package com.plugipay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.RequestLifetime;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A direct payment whose request lost its process before the provider's answer. */
class ResumedPaymentTest {
    private static final String PAYMENT = "{\"amount\":4900,\"currency\":\"USD\",\"method\":\"bank_transfer\"}";
    private static final int LOST = (int) RequestLifetime.LONGEST.toSeconds() + 1;
    private static final String UNASKED = """
            with attempt as (
                update payment_attempts set status = 'starting', next_action = null, provider_reference = null
                 where workspace_id = $1 and mode = 'test')
            update payments set next_action = null, provider_reference = null, updated_at = created_at
             where workspace_id = $1 and mode = 'test'""";
    private static final String UNANSWERED = """
            update idempotency_keys set status = null, body = null, created_at = created_at - $2 * interval '1 second'
             where workspace_id = $1 and mode = 'test' and key = 'lost'""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void aRepeatFinishesTheSamePayment() {
        Answer first = api.post("/v1/payments", PAYMENT, "lost").expect(201);
        loseProcess(LOST);
        assertThat(api.get("/v1/payments/" + first.id())
                        .data()
                        .path("nextAction")
                        .isNull())
                .isTrue();

        Answer resumed = api.post("/v1/payments", PAYMENT, "lost").expect(201);
        assertThat(resumed.id()).isEqualTo(first.id());
        assertThat(resumed.data().path("nextAction")).isEqualTo(first.data().path("nextAction"));
        Answer replayed = api.post("/v1/payments", PAYMENT, "lost").expect(201);
        assertThat(replayed.body()).isEqualTo(resumed.body());
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(api.get("/v1/payments").data()).hasSize(1);
    }

    @Test
    void manyConcurrentRepeatsGetOneResponse() {
        Answer first = api.post("/v1/payments", PAYMENT, "lost").expect(201);
        loseProcess(LOST);
        List<CompletableFuture<Answer>> repeats = IntStream.range(0, 20)
                .mapToObj(i -> api.sendLater("POST", "/v1/payments", PAYMENT, "lost"))
                .toList();
        List<Answer> answers = repeats.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers).extracting(Answer::id).containsOnly(first.id());
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(api.post("/v1/payments", PAYMENT, "lost").body());
    }

    @Test
    void theFirstRequestIsTakenToBeRunningForTwoMinutes() {
        api.post("/v1/payments", PAYMENT, "lost").expect(201);
        loseProcess(LOST - 60);
        api.post("/v1/payments", PAYMENT, "lost").expect(409, "idempotency_in_progress");
        Answer other = api.post("/v1/payments", PAYMENT.replace("4900", "4901"), "lost");
        assertThat(other.expect(409, "idempotency_mismatch").field()).isEqualTo("amount");
    }

    @Test
    void aPaymentThatWasSettledMeanwhileIsReturnedAsItIs() {
        Answer first = api.post("/v1/payments", PAYMENT, "lost").expect(201);
        loseProcess(LOST);
        api.post("/v1/payments/" + first.id() + "/confirm", "").expect(200);
        Answer resumed = api.post("/v1/payments", PAYMENT, "lost").expect(201);
        assertThat(resumed.text("status")).isEqualTo("succeeded");
        assertThat(api.post("/v1/payments", PAYMENT, "lost").body()).isEqualTo(resumed.body());
    }

    /** Sets the rows back to what was committed before the provider's answer. */
    private void loseProcess(int secondsAgo) {
        String workspaceId = api.key().apiKey().workspaceId();
        TestGateway.get(gateway.gateway().database().run(UNASKED, Tuple.of(workspaceId)));
        TestGateway.get(gateway.gateway().database().run(UNANSWERED, Tuple.of(workspaceId, secondsAgo)));
    }
}
