package com.plugipay.providers.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Drives a provider's stand-in, at which the buyer acts and which sends callbacks. */
public final class StandInDriver extends ProviderDriver {
    /** Longer than the time in which PayPal refunds. */
    private static final Duration HALF_A_YEAR = Duration.ofDays(181);

    public StandInDriver(TestSandbox sandbox, ProviderKind kind, Method method) {
        super(sandbox, kind, method);
    }

    @Override
    public void pay(String session) {
        act(session, "pay");
    }

    @Override
    public void payDirectly(String payment) {
        actOnNewest("pay");
    }

    /** The payment without a session, or of the only session. */
    private void actOnNewest(String deed) {
        sandbox.act(
                kind, api.get("/v1/payment-attempts").data().path(0).path("id").asText(), deed);
    }

    /** Pays a second time in a session that is paid, by the method that is still on the screen. */
    public void payAgain(String session) {
        act(session, method == Method.CARD ? "pay_again" : "pay");
    }

    @Override
    public void decline(String session) {
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
    public String sessionAfterDecline(String session) {
        awaitSession(session, declinesWhatItHeld() ? "canceled" : "open");
        return declinesWhatItHeld() ? session() : session;
    }

    /** At PayPal a buyer whose card is refused takes another and stays; only a review ends with a no. */
    private boolean declinesWhatItHeld() {
        return kind == PayPalFactory.KIND;
    }

    @Override
    public void lapse(String session) {
        act(session, "expire");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            sandbox.clock().advance(Duration.ofMinutes(1));
            return !attempt(session).path("status").asText().equals("active");
        });
    }

    @Override
    public String lapsedCode() {
        return "expired";
    }

    @Override
    public void hearNothing() {
        sandbox.faults(kind, "{\"dropped_callback\":{\"probability\":1}}");
    }

    /** By polling. */
    @Override
    public void findOut() {
        sandbox.clock().advance(Duration.ofMinutes(6));
    }

    @Override
    public void hearEverythingTwice() {
        sandbox.faults(kind, """
                {"duplicate_callback":{"probability":1},"reordered_callbacks":{"probability":1},
                 "wrong_signature":{"probability":1}}""");
    }

    @Override
    public void loseCharge(String session) {
        sandbox.faults(kind, "{\"lost_answer\":{\"probability\":1}}");
        choose(session).expect(504, "provider_timeout");
        sandbox.faults(kind, "{}");
    }

    @Override
    public Answer loseRefund(String payment, long amount) {
        sandbox.faults(kind, "{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        Answer refund = refund(payment, amount).expect(201);
        sandbox.faults(kind, "{}");
        return refund;
    }

    @Override
    public void refuseRefund(String payment) {
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
    public long taken() {
        return sum("paid");
    }

    @Override
    public long returned() {
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
