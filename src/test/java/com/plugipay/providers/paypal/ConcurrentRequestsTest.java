package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of two concurrent identical requests PayPal refuses one, while the other moves the money. */
class ConcurrentRequestsTest {
    private static final String ORDER = "GET /sandbox/v2/checkout/orders/" + RecordedPayPal.ORDER;
    private static final String CAPTURE = "POST /sandbox/v2/checkout/orders/" + RecordedPayPal.ORDER + "/capture";
    private static final String REFUND = "POST /sandbox/v2/payments/captures/" + RecordedPayPal.CAPTURE + "/refund";

    private final RecordedPayPal paypal = new RecordedPayPal().connected();

    @AfterEach
    void close() {
        paypal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DUPLICATE_INVOICE_ID",
                "DUPLICATE_REQUEST_ID",
                "PREVIOUS_REQUEST_IN_PROGRESS",
                "AN_ISSUE_OF_NEXT_YEAR"
            })
    void aCaptureThatIsRefusedForAnotherQueriesTheOrder(String issue) {
        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", ""))
                .on(CAPTURE, 422, RecordedPayPal.refusal(issue))
                .on(ORDER, 200, RecordedPayPal.order("COMPLETED", RecordedPayPal.capture("COMPLETED")));
        assertThat(query()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(paypal.requests()).containsExactly(ORDER, CAPTURE, ORDER);

        paypal.on(ORDER, 200, RecordedPayPal.order("APPROVED", ""))
                .on(CAPTURE, 422, RecordedPayPal.refusal(issue))
                .on(ORDER, 200, RecordedPayPal.order("APPROVED", ""));
        assertThat(query()).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DUPLICATE_REQUEST_ID", "PREVIOUS_REQUEST_IN_PROGRESS", "AN_ISSUE_OF_NEXT_YEAR"})
    void aRefundThatIsRefusedForAnotherIsNeitherDoneNorRefused(String issue) {
        paypal.on(REFUND, 422, RecordedPayPal.refusal(issue)).on(REFUND, 422, RecordedPayPal.refusal(issue));
        Map<String, Object> captured = Map.of("captureId", RecordedPayPal.CAPTURE);

        assertThat(paypal.ask(new Command.Refund(
                        paypal.test, paypal.refundId, paypal.reference(captured), 400, "USD", "duplicate")))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.ask(
                        new Command.QueryRefund(paypal.test, paypal.refundId, null, paypal.reference(captured), 400)))
                .isInstanceOf(Outcome.Unknown.class);
    }

    private Outcome query() {
        return paypal.ask(new Command.QueryStatus(paypal.test, paypal.reference(Map.of()), true));
    }
}
