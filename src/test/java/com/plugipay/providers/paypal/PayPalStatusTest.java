package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalStatusTest {
    private static final String ORDER = "GET /sandbox/v2/checkout/orders/" + RecordedPayPal.ORDER;
    private static final String CAPTURE = "POST /sandbox/v2/checkout/orders/" + RecordedPayPal.ORDER + "/capture";
    private static final String CAPTURED = "GET /sandbox/v2/payments/captures/" + RecordedPayPal.CAPTURE;
    private static final Outcome PAID =
            new Outcome.Succeeded(RecordedPayPal.ORDER, 1000, "USD", 84L, Map.of("captureId", RecordedPayPal.CAPTURE));

    private final RecordedPayPal paypal = new RecordedPayPal().connected();

    @AfterEach
    void close() {
        paypal.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED,'',Pending",
        "SAVED,'',Pending",
        "PAYER_ACTION_REQUIRED,'',Pending",
        "APPROVED,'',Pending",
        "VOIDED,'',Declined",
        "COMPLETED,'',Unknown",
        "SOMETHING_NEW,'',Unknown",
        "COMPLETED,COMPLETED,Succeeded",
        "COMPLETED,PENDING,Held",
        "COMPLETED,DECLINED,Declined",
        "COMPLETED,FAILED,Declined",
        "COMPLETED,REFUNDED,Succeeded",
        "COMPLETED,PARTIALLY_REFUNDED,Succeeded",
        "COMPLETED,SOMETHING_NEW,Unknown"
    })
    void readsTheStatusOfAnOrder(String status, String capture, String outcome) {
        paypal.on(ORDER, 200, RecordedPayPal.order(status, capture.isEmpty() ? "" : RecordedPayPal.capture(capture)));

        assertThat(query(false).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(paypal.requests()).containsExactly(ORDER);
    }

    @Test
    void capturesAnApprovedOrderWhenAllowed() {
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", ""));
        paypal.on(CAPTURE, 201, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("COMPLETED")));

        assertThat(query(true)).isEqualTo(PAID);
        RecordedPayPal.RecordedRequest request = paypal.calls().getLast();
        assertThat(request.headers().get("PayPal-Request-Id")).isEqualTo("capture-" + paypal.chargeId);
        assertThat(request.headers().get("Prefer")).isEqualTo("return=representation");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.body().toString()).isEqualTo("{}");
    }

    @Test
    void queriesTheOrderWhenTheCaptureIsIncomplete() {
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", ""))
                .on(CAPTURE, 201, "{'id':'5O1','status':'COMPLETED'}")
                .on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("PENDING")));

        assertThat(query(true))
                .isEqualTo(
                        new Outcome.Held(RecordedPayPal.ORDER, "ECHECK", Map.of("captureId", RecordedPayPal.CAPTURE)));
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER_NOT_APPROVED,Pending,",
        "ORDER_COMPLETION_IN_PROGRESS,Unknown,",
        "INSTRUMENT_DECLINED,NeedsAction,",
        "PAYER_ACTION_REQUIRED,NeedsAction,",
        "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING,NeedsAction,",
        "TRANSACTION_REFUSED,Declined,TRANSACTION_REFUSED",
        "PAYER_CANNOT_PAY,Declined,PAYER_CANNOT_PAY",
        "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED,Declined,MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED"
    })
    void readsWhyACaptureIsRefused(String issue, String outcome, String code) {
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", "")).on(CAPTURE, 422, RecordedPayPal.refusal(issue));

        Outcome found = query(true);
        assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
        if (found instanceof Outcome.Declined declined) {
            assertThat(declined.code()).isEqualTo(code);
        }
    }

    @Test
    void queriesACapturedOrderInsteadOfCapturingAgain() {
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", ""))
                .on(CAPTURE, 422, RecordedPayPal.refusal("ORDER_ALREADY_CAPTURED"))
                .on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("COMPLETED")));

        assertThat(query(true)).isEqualTo(PAID);
        assertThat(paypal.requests()).containsExactly(ORDER, CAPTURE, ORDER);
    }

    @Test
    void sendsADeclinedBuyerBackAndThenCapturesAnew() {
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", ""))
                .on(CAPTURE, 422, RecordedPayPal.refusal("INSTRUMENT_DECLINED"));
        Outcome.NeedsAction needs = (Outcome.NeedsAction) query(true, Map.of("approvalUrl", "https://pp.example/same"));

        assertThat(needs.nextAction()).isEqualTo(new NextAction.Redirect("https://pp.example/same", null));
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", ""))
                .on(CAPTURE, 201, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("COMPLETED")));
        assertThat(query(true, needs.providerData())).isEqualTo(PAID);
        assertThat(paypal.calls().getLast().headers().get("PayPal-Request-Id"))
                .isEqualTo("capture-" + paypal.chargeId + "-1");
    }

    @Test
    void findsOutAfterALostCapture() {
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", "")).lose(CAPTURE);
        assertThat(query(true)).isInstanceOf(Outcome.Unknown.class);
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", "")).on(CAPTURE, 500, "<html>");
        assertThat(query(true)).isInstanceOf(Outcome.Unknown.class);

        paypal.on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("COMPLETED")));
        assertThat(query(true)).isEqualTo(PAID);
        assertThat(paypal.requests().getLast()).isEqualTo(ORDER);
    }

    @Test
    void anOrderThatIsGoneHasExpired() {
        paypal.on(ORDER, 404, "{'name':'RESOURCE_NOT_FOUND','details':[{'issue':'INVALID_RESOURCE_ID'}]}");
        assertThat(query(true))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo("expired"));
    }

    @Test
    void asksForTheCaptureOnceItIsKnown() {
        paypal.on(CAPTURED, 200, RecordedPayPal.capture("COMPLETED"));
        assertThat(query(true, Map.of("captureId", RecordedPayPal.CAPTURE))).isEqualTo(PAID);
        assertThat(paypal.requests()).containsExactly(CAPTURED);
    }

    @Test
    void aCreateWithALostAnswerIsGivenUpOnceItMustHaveEnded() {
        Command query = new Command.QueryStatus(
                paypal.test, new ChargeReference(paypal.chargeId, Method.PAYPAL, 1000, "USD", null, Map.of()), true);
        assertThat(paypal.ask(query)).isInstanceOf(Outcome.Unknown.class);
        paypal.clock.advance(Duration.ofMinutes(3));
        assertThat(paypal.ask(query))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo("not_found"));
        assertThat(paypal.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATED", "PAYER_ACTION_REQUIRED", "APPROVED", "VOIDED"})
    void cancelsAnUncapturedOrderWithoutARequest(String status) {
        paypal.on(ORDER, 200, RecordedPayPal.order(status, ""));
        assertThat(cancel()).isEqualTo(Outcome.Succeeded.done());
    }

    @Test
    void doesNotCancelAPaidOrder() {
        paypal.on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("COMPLETED")))
                .on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("PENDING")))
                .on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("DECLINED")))
                .on(ORDER, 404, "{}")
                .on(ORDER, 503, "");
        assertThat(cancel()).isEqualTo(new Outcome.Rejected("already_paid", "The buyer has paid already."));
        assertThat(cancel()).isInstanceOf(Outcome.Rejected.class);
        assertThat(cancel()).isEqualTo(Outcome.Succeeded.done());
        assertThat(cancel()).isEqualTo(Outcome.Succeeded.done());
        assertThat(cancel()).isInstanceOf(Outcome.Unknown.class);
    }

    private Outcome cancel() {
        return paypal.ask(new Command.Cancel(paypal.test, paypal.reference(Map.of())));
    }

    private Outcome query(boolean capture) {
        return query(capture, Map.of());
    }

    private Outcome query(boolean capture, Map<String, Object> data) {
        return paypal.ask(new Command.QueryStatus(paypal.test, paypal.reference(data), capture));
    }
}
