package com.plugipay.providers.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Columns;
import com.plugipay.model.RequestLifetime;
import com.plugipay.providers.Method;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Drives bank transfers. Instead of callbacks the merchant reads the bank statement and confirms transfers, always twice with one
 * idempotency key, like a program whose answer was lost.
 */
public final class ManualDriver extends ProviderDriver {
    private static final Duration SESSION = Duration.ofHours(1);

    /** After the intention was committed, before its answer. */
    private static final String UNANSWERED = """
            update payment_attempts
               set status = 'starting', next_action = null, provider_reference = null, next_look_up_at = $2
             where workspace_id = $1 and mode = 'test' and status = 'active'""";

    private final AtomicLong credited = new AtomicLong();
    private final AtomicLong debited = new AtomicLong();
    private final List<String> unread = new ArrayList<>();
    private boolean reading = true;
    private boolean nervous;

    public ManualDriver(TestSandbox sandbox) {
        super(sandbox, ManualFactory.KIND, Method.BANK_TRANSFER);
    }

    @Override
    public void pay(String session) {
        credited.addAndGet(attempt(session).path("nextAction").path("amount").asLong());
        unread.add(session);
        if (reading) {
            findOut();
        }
    }

    @Override
    public void payDirectly(String payment) {
        credited.addAndGet(payment(payment).path("nextAction").path("amount").asLong());
        twice("/v1/payments/" + payment + "/confirm", "");
    }

    /** The merchant waits for a transfer that the buyer has reported, and rejects it. */
    @Override
    public void decline(String session) {
        claim(session).join().expect(200);
        twice("/v1/checkout-sessions/" + session + "/reject", "");
        say(session, "reject").join().expect(409, "conflict");
        say(session, "confirm").join().expect(409, "conflict");
    }

    /** A rejected session has ended. */
    @Override
    public String sessionAfterDecline(String session) {
        awaitSession(session, "canceled");
        return session();
    }

    @Override
    public void lapse(String session) {
        sandbox.clock().advance(SESSION);
        awaitSession(session, "expired");
    }

    @Override
    public String lapsedCode() {
        return "session_ended";
    }

    @Override
    public void hearNothing() {
        reading = false;
    }

    /** The merchant reads the statement. */
    @Override
    public void findOut() {
        unread.forEach(this::confirm);
        unread.clear();
    }

    @Override
    public void hearEverythingTwice() {
        nervous = true;
    }

    /** The process died after the intention; the buyer's browser has no answer. */
    @Override
    public void loseCharge(String session) {
        choose(session).expect(200);
        TestGateway.get(sandbox.gateway()
                .gateway()
                .database()
                .run(
                        UNANSWERED,
                        Tuple.of(
                                api.key().apiKey().workspaceId(),
                                Columns.time(sandbox.clock().instant().plus(RequestLifetime.LONGEST)))));
    }

    /** The merchant's program repeats the request with the same key. */
    @Override
    public Answer loseRefund(String payment, long amount) {
        Answer refund = twice("/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":%d}".formatted(payment, amount));
        debited.addAndGet(amount);
        return refund;
    }

    /** Only the gateway can refuse: a refund of more than the payment. */
    @Override
    public void refuseRefund(String payment) {
        refund(payment, price + 1).expect(422, "amount_not_refundable");
    }

    /** The merchant sends what is recorded, and nothing else. */
    @Override
    public CompletableFuture<Answer> refundLater(String payment, long amount) {
        return super.refundLater(payment, amount).whenComplete((answer, failure) -> {
            if (failure == null && answer.status() == 201) {
                debited.addAndGet(answer.data().path("amount").asLong());
            }
        });
    }

    @Override
    public long taken() {
        return credited.get();
    }

    @Override
    public long returned() {
        return debited.get();
    }

    private void confirm(String session) {
        Instant end = Instant.parse(
                api.get("/v1/checkout-sessions/" + session).expect(200).text("expiresAt"));
        boolean late = !sandbox.clock().instant().isBefore(end);
        String confirm = "/v1/checkout-sessions/" + session + "/confirm";
        if (!nervous) {
            twice(confirm, late ? "{\"late\":true}" : "");
            return;
        }
        List<CompletableFuture<Answer>> words = Stream.of(
                        say(session, "confirm"), claim(session), say(session, "confirm"), say(session, "confirm"))
                .toList();
        List<Integer> statuses =
                words.stream().map(word -> word.join().status()).toList();
        assertThat(statuses).allMatch(status -> status == 200 || status == 409);
        say(session, "reject").join().expect(409, "conflict");
        say(session, "confirm").join().expect(409, "conflict");
    }

    private CompletableFuture<Answer> say(String session, String word) {
        return api.sendLater("POST", "/v1/checkout-sessions/" + session + "/" + word, "");
    }

    private CompletableFuture<Answer> claim(String session) {
        return api.sendLater("POST", "/v1/public/checkout/sessions/" + session + "/buyer-claim", "");
    }

    private Answer twice(String target, String body) {
        String key = UUID.randomUUID().toString();
        Answer first = api.post(target, body, key);
        Answer again = api.post(target, body, key).expect(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.status()).as(first.body()).isIn(200, 201);
        return first;
    }
}
