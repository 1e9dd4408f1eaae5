package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A till at a provider's stand-in, where the buyer acts on the provider's side and callbacks tell of it. */
final class StandInDriver extends ProviderDriver {
    /** Longer than PayPal gives money back. */
    private static final Duration HALF_A_YEAR = Duration.ofDays(181);

    StandInDriver(TestSandbox sandbox, ProviderKind kind, Method method) {
        super(sandbox, kind, method);
    }

    @Override
    void pay(String session) {
        act(session, "pay");
    }

    @Override
    void payDirectly(String payment) {
        actOnNewest("pay");
    }

    /** What was paid without a session, or in the only one. */
    private void actOnNewest(String deed) {
        sandbox.act(
                kind, api.get("/v1/payment-attempts").data().path(0).path("id").asText(), deed);
    }

    /** The buyer of a session that is paid pays once more what is still on the screen. */
    void payAgain(String session) {
        act(session, method == Method.CARD ? "pay_again" : "pay");
    }

    @Override
    void decline(String session) {
        if (!declinesWhatItHeld()) {
            act(session, "fail");
            return;
        }
        act(session, "approve_pending");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !awaitSession(session, "open").path("paymentId").isNull());
        act(session, "deny");
    }

    /** What was on its way and is declined ends its session; otherwise the buyer chooses again. */
    @Override
    String sessionAfterDecline(String session) {
        awaitSession(session, declinesWhatItHeld() ? "canceled" : "open");
        return declinesWhatItHeld() ? session() : session;
    }

    /** At PayPal a buyer whose card is refused takes another and stays; only a review ends with a no. */
    private boolean declinesWhatItHeld() {
        return kind == PayPalFactory.KIND;
    }

    @Override
    void lapse(String session) {
        act(session, "expire");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            sandbox.clock().advance(Duration.ofMinutes(1));
            return !attempt(session).path("status").asText().equals("active");
        });
    }

    @Override
    String lapsedCode() {
        return "expired";
    }

    @Override
    void hearNothing() {
        sandbox.faults(kind, "{\"dropped_callback\":{\"probability\":1}}");
    }

    /** By looking up. */
    @Override
    void findOut() {
        sandbox.clock().advance(Duration.ofMinutes(6));
    }

    @Override
    void hearEverythingTwice() {
        sandbox.faults(kind, """
                {"duplicate_callback":{"probability":1},"reordered_callbacks":{"probability":1},
                 "wrong_signature":{"probability":1}}""");
    }

    @Override
    void loseCharge(String session) {
        sandbox.faults(kind, "{\"lost_answer\":{\"probability\":1}}");
        choose(session).expect(504, "provider_timeout");
        sandbox.faults(kind, "{}");
    }

    @Override
    Answer loseRefund(String payment, long amount) {
        sandbox.faults(kind, "{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        Answer refund = refund(payment, amount).expect(201);
        sandbox.faults(kind, "{}");
        return refund;
    }

    @Override
    void refuseRefund(String payment) {
        if (kind == PayPalFactory.KIND) {
            sandbox.clock().advance(HALF_A_YEAR);
        } else {
            actOnNewest("refuse_refund");
        }
        Answer refund = refund(payment, price);
        if (refund.status() == 201) {
            awaitRefund(refund.id(), "failed");
        } else {
            assertThat(refund.expect(422).code()).startsWith("provider_");
            assertThat(api.get("/v1/refunds?status=failed").data()).hasSize(1);
        }
    }

    @Override
    long taken() {
        return sum("paid");
    }

    @Override
    long returned() {
        return sum("refunded");
    }

    private long sum(String column) {
        List<String> references = api.get("/v1/payment-attempts?limit=100")
                .expect(200)
                .data()
                .valueStream()
                .map(attempt -> attempt.path("id").asText())
                .toList();
        return sandbox.books().stream()
                .filter(entry -> references.contains(entry.path("reference").asText()))
                .map(entry -> entry.path(column))
                .mapToLong(JsonNode::asLong)
                .sum();
    }
}
