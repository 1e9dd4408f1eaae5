package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.CHARGE;
import static com.plugipay.providers.midtrans.RecordedMidtrans.NOW;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TRANSACTION;
import static com.plugipay.providers.midtrans.RecordedMidtrans.reference;
import static com.plugipay.providers.midtrans.RecordedMidtrans.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MidtransCancelTest {
    private static final String CANCEL = "POST /core/v2/" + TRANSACTION + "/cancel";
    private static final String STATUS = "GET /core/v2/" + TRANSACTION + "/status";
    private static final String CARD_CANCEL = "POST /core/v2/" + CHARGE + "/cancel";
    private static final String CARD_STATUS = "GET /core/v2/" + CHARGE + "/status";
    private static final String CLOSE = "POST /snap/v1/transactions/d379/cancel";
    private static final String NOT_FOUND = "{'status_code':'404'}";
    private static final ChargeReference CODE = reference(Method.QRIS, TRANSACTION, Map.of());
    private static final ChargeReference CARD = reference(
            Method.CARD,
            CHARGE,
            Map.of("snapToken", "d379", "snapPageExpiresAt", NOW.plusSeconds(60).toString()));

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @Test
    void cancelsAPendingTransaction() {
        midtrans.on(CANCEL, 200, status("200", "cancel", ""));
        assertThat(cancel(CODE)).isEqualTo(Outcome.Succeeded.done());
        assertThat(midtrans.requests()).containsExactly(CANCEL);
    }

    @ParameterizedTest
    @CsvSource({
        "settlement, Rejected",
        "capture, Rejected",
        "refund, Rejected",
        "expire, Succeeded",
        "cancel, Succeeded",
        "deny, Succeeded",
        "pending, Rejected",
        "surprise, Unknown"
    })
    void queriesATransactionThatCannotBeCanceled(String status, String outcome) {
        midtrans.on(CANCEL, 200, "{'status_code':'412'}").on(STATUS, 200, status("200", status, ""));
        assertThat(cancel(CODE).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"500, Unknown", "503, NotDone", "429, NotDone", "404, Unknown", "401, Rejected"})
    void isUnknownWithoutAnAnswer(int code, String outcome) {
        midtrans.on(CANCEL, 200, "{'status_code':'" + code + "'}");
        assertThat(cancel(CODE).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void isNotSureWhenTheAnswerIsLost() {
        midtrans.lose(CANCEL);
        assertThat(cancel(CODE)).isInstanceOf(Outcome.Unknown.class);
        assertThat(midtrans.requests).hasSize(1);
    }

    @Test
    void aChargeThatNeverArrivedIsCanceled() {
        midtrans.on(CARD_CANCEL, 200, NOT_FOUND).on(CARD_STATUS, 200, NOT_FOUND);
        assertThat(cancel(reference(Method.QRIS, null, Map.of()))).isEqualTo(Outcome.Succeeded.done());
        assertThat(cancel(reference(Method.CARD, null, Map.of()))).isEqualTo(Outcome.Succeeded.done());
    }

    @ParameterizedTest
    @CsvSource({
        "200, {'canceled_at':'2026-11-22 15:10:00'}, Succeeded",
        "400, {'error_messages':['token already canceled']}, Succeeded",
        "404, {'error_messages':['token not found']}, Succeeded",
        "500, {'error_messages':['sorry']}, Unknown",
        "401, {'error_messages':['Access denied']}, Rejected",
        "200, {}, Unknown"
    })
    void closesAnUnusedPage(int code, String body, String outcome) {
        midtrans.on(CARD_STATUS, 200, NOT_FOUND).on(CLOSE, code, body);
        assertThat(cancel(CARD).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(midtrans.requests()).containsExactly(CARD_STATUS, CLOSE);
    }

    @Test
    void cancelsTheTransactionWhenTheBuyerHasJustBegun() {
        midtrans.on(CARD_STATUS, 200, NOT_FOUND)
                .on(CLOSE, 400, "{'error_messages':['Transaction is on progress']}")
                .on(CARD_CANCEL, 200, status("200", "cancel", ""));
        assertThat(cancel(CARD)).isEqualTo(Outcome.Succeeded.done());
    }

    /** To cancel a captured card payment would give its money back. */
    @Test
    void neverCancelsACardThatIsPaid() {
        midtrans.on(CARD_STATUS, 200, status("200", "capture", "'fraud_status':'accept'"));
        assertThat(cancel(CARD)).isEqualTo(new Outcome.Rejected("already_paid", "The payment has been made already."));
        assertThat(midtrans.requests()).containsExactly(CARD_STATUS);
    }

    @Test
    void closesThePageAfterADeniedCard() {
        midtrans.on(CARD_STATUS, 200, status("202", "deny", ""))
                .on(CLOSE, 200, "{'canceled_at':'2026-11-22 15:10:00'}");
        assertThat(cancel(CARD)).isEqualTo(Outcome.Succeeded.done());
    }

    private Outcome cancel(ChargeReference charge) {
        return midtrans.ask(new Command.Cancel(TEST, charge));
    }
}
