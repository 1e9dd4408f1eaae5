package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayPalRefundsTest {
    private static final String ORDER = "GET /sandbox/v2/checkout/orders/" + RecordedPayPal.ORDER;
    private static final String CAPTURE = "GET /sandbox/v2/payments/captures/" + RecordedPayPal.CAPTURE;
    private static final String REFUND = "POST /sandbox/v2/payments/captures/" + RecordedPayPal.CAPTURE + "/refund";
    private static final String REFUNDED = "GET /sandbox/v2/payments/refunds/" + RecordedPayPal.REFUND;
    private static final Map<String, Object> KNOWN = Map.of("captureId", RecordedPayPal.CAPTURE);

    private final RecordedPayPal paypal = new RecordedPayPal().connected();

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void refundsAPartAsDocumented() {
        paypal.on(REFUND, 201, answer("COMPLETED"));

        assertThat(refund(KNOWN)).isEqualTo(new Outcome.Succeeded(RecordedPayPal.REFUND, 400, "USD", null, Map.of()));
        RecordedPayPal.RecordedRequest request = paypal.calls().getFirst();
        assertThat(request.headers().get("PayPal-Request-Id")).isEqualTo(paypal.refundId);
        assertThat(request.json().path("custom_id").textValue()).isEqualTo(paypal.refundId);
        assertThat(request.json().path("invoice_id").textValue()).isEqualTo(paypal.refundId);
        assertThat(request.json().at("/amount/value").textValue()).isEqualTo("4.00");
    }

    @Test
    void findsTheCaptureInTheOrder() {
        paypal.on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("COMPLETED")))
                .on(REFUND, 201, answer("PENDING"));
        assertThat(refund(Map.of())).isEqualTo(new Outcome.Pending(RecordedPayPal.REFUND, Map.of()));

        paypal.on(ORDER, 200, RecordedPayPal.order("CREATED", "")).on(ORDER, 503, "");
        assertThat(refund(Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("not_captured"));
        assertThat(refund(Map.of())).isInstanceOf(Outcome.NotDone.class);
    }

    @ParameterizedTest
    @CsvSource({"FAILED,Declined", "CANCELLED,Declined", "PENDING,Pending", "SOMETHING_NEW,Unknown"})
    void readsTheStatusOfARefund(String status, String outcome) {
        paypal.on(REFUND, 201, answer(status));
        assertThat(refund(KNOWN).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void isRejectedWhenNothingHappened() {
        paypal.on(REFUND, 422, RecordedPayPal.refusal("CAPTURE_FULLY_REFUNDED"))
                .on(REFUND, 429, "{}")
                .on(REFUND, 422, RecordedPayPal.refusal("DUPLICATE_INVOICE_ID"))
                .on(REFUND, 500, "")
                .lose(REFUND);
        assertThat(refund(KNOWN))
                .isEqualTo(new Outcome.Rejected("CAPTURE_FULLY_REFUNDED", "Why it is so. (PayPal debug id f3a1debug)"));
        assertThat(refund(KNOWN)).isInstanceOf(Outcome.NotDone.class);
        assertThat(refund(KNOWN)).isInstanceOf(Outcome.Unknown.class);
        assertThat(refund(KNOWN)).isInstanceOf(Outcome.Unknown.class);
        assertThat(refund(KNOWN)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void refusesAFractionOfAWholeCurrency() {
        assertThat(paypal.ask(
                        new Command.Refund(paypal.test, paypal.refundId, paypal.reference(KNOWN), 150, "HUF", "other")))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(paypal.requests).isEmpty();
    }

    @Test
    void queriesARefundByItsIdOrRepeatsIt() {
        paypal.on(REFUNDED, 200, answer("COMPLETED")).on(REFUNDED, 404, "{}").on(REFUND, 201, answer("COMPLETED"));
        Outcome done = new Outcome.Succeeded(RecordedPayPal.REFUND, 400, "USD", null, Map.of());
        assertThat(query(RecordedPayPal.REFUND)).isEqualTo(done);
        assertThat(query(RecordedPayPal.REFUND)).isInstanceOf(Outcome.Unknown.class);
        refund(KNOWN);
        paypal.on(REFUND, 200, answer("COMPLETED"));
        assertThat(query(null)).isEqualTo(done);

        RecordedPayPal.RecordedRequest first = paypal.calls().get(2);
        RecordedPayPal.RecordedRequest again = paypal.calls().get(3);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().get("PayPal-Request-Id")).isEqualTo(paypal.refundId);
    }

    @Test
    void doesNotRepeatARefundThatPayPalMayHaveForgotten() {
        paypal.on(REFUND, 422, RecordedPayPal.refusal("REFUND_FAILED_INSUFFICIENT_FUNDS"));
        assertThat(query(null)).isInstanceOf(Outcome.Declined.class);
        paypal.clock.advance(Duration.ofDays(45));
        assertThat(query(null)).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.calls()).hasSize(1);
    }

    @Test
    void reportsTheFeeOnceItIsKnown() {
        paypal.on(CAPTURE, 200, RecordedPayPal.capture("COMPLETED"))
                .on(CAPTURE, 200, RecordedPayPal.capture("COMPLETED").replace("paypal_fee", "other"))
                .on(CAPTURE, 200, RecordedPayPal.capture("COMPLETED").replace("\"value\":\"0.84\"", "\"value\":0.84"))
                .on(CAPTURE, 200, RecordedPayPal.capture("PENDING"))
                .on(CAPTURE, 500, "");
        assertThat(fee()).isEqualTo(new Outcome.Succeeded(RecordedPayPal.ORDER, 1000, "USD", 84L, KNOWN));
        assertThat(fee()).isInstanceOf(Outcome.Pending.class);
        assertThat(fee()).isInstanceOf(Outcome.Pending.class);
        assertThat(fee()).isInstanceOf(Outcome.Pending.class);
        assertThat(fee()).isInstanceOf(Outcome.Unknown.class);
    }

    private Outcome refund(Map<String, Object> data) {
        return paypal.ask(new Command.Refund(
                paypal.test, paypal.refundId, paypal.reference(data), 400, "USD", "requested_by_customer"));
    }

    private Outcome query(@Nullable String reference) {
        return paypal.ask(
                new Command.QueryRefund(paypal.test, paypal.refundId, reference, paypal.reference(KNOWN), 400));
    }

    private Outcome fee() {
        return paypal.ask(new Command.QueryFee(paypal.test, paypal.reference(KNOWN)));
    }

    /** A forged callback may combine any refund of the account with any payment. */
    @Test
    void refusesRefundsOfOtherPayments() {
        String up = "'links':[{'rel':'up','href':'https://api.paypal.com/v2/payments/captures/";
        String foreign = answer("COMPLETED").replace("'custom_id':'" + paypal.refundId + "'", up + "3C6'}]");
        paypal.on(REFUNDED, 200, answer("COMPLETED").replace(paypal.refundId, "re_another"))
                .on(REFUNDED, 200, answer("COMPLETED"))
                .on(REFUNDED, 200, foreign)
                .on(REFUNDED, 200, foreign.replace("3C6'", RecordedPayPal.CAPTURE + "'"))
                .on(REFUNDED, 404, "{}");
        assertThat(query(RecordedPayPal.REFUND)).isInstanceOf(Outcome.Unknown.class);
        assertThat(foreign()).isInstanceOf(Outcome.Declined.class);
        assertThat(foreign()).isInstanceOf(Outcome.Declined.class);
        assertThat(foreign()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(foreign()).isInstanceOf(Outcome.Declined.class);
        assertThat(paypal.ask(new Command.QueryRefund(paypal.test, null, null, paypal.reference(KNOWN), 0)))
                .isInstanceOf(Outcome.Declined.class);
        assertThat(paypal.calls()).hasSize(5).allMatch(request -> request.body().length() == 0);
    }

    private Outcome foreign() {
        return paypal.ask(
                new Command.QueryRefund(paypal.test, null, RecordedPayPal.REFUND, paypal.reference(KNOWN), 0));
    }

    private String answer(String status) {
        return "{'id':'" + RecordedPayPal.REFUND + "','status':'" + status + "','custom_id':'" + paypal.refundId
                + "','amount':{'currency_code':'USD','value':'4.00'}}";
    }
}
