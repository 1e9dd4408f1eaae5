package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.CHARGE;
import static com.plugipay.providers.midtrans.RecordedMidtrans.charge;
import static com.plugipay.providers.midtrans.RecordedMidtrans.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A charge that is sent again, because the first answer was lost. */
class MidtransRepeatedChargeTest {
    private static final String CORE = "POST /core/v2/charge";
    private static final String SNAP = "POST /snap/v1/transactions";
    private static final String STATUS = "GET /core/v2/" + CHARGE + "/status";
    private static final String CANCEL = "POST /core/v2/" + CHARGE + "/cancel";
    private static final String DUPLICATE = """
            {"status_code":"406","status_message":"Duplicate order ID. Order ID has already been utilized previously","id":"3c5e"}""";

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @Test
    void continuesAnOrderWithALostAnswer() {
        midtrans.on(CORE, 200, DUPLICATE)
                .on(STATUS, 200, status("201", "pending", "'va_numbers':[{'bank':'bca','va_number':'8127'}]"));
        assertThat(midtrans.ask(charge(Method.BCA_VA)))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.nextAction()).isInstanceOf(NextAction.ShowVirtualAccount.class));
    }

    @Test
    void findsThatAnOrderWithALostAnswerIsPaid() {
        midtrans.on(CORE, 406, DUPLICATE).on(STATUS, 200, status("200", "settlement", ""));
        assertThat(midtrans.ask(charge(Method.QRIS))).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void cancelsAnOrderThatCannotBeShownAgain() {
        midtrans.on(CORE, 200, DUPLICATE)
                .on(STATUS, 200, status("201", "pending", ""))
                .on(CANCEL, 200, status("200", "cancel", ""));
        assertThat(midtrans.ask(charge(Method.QRIS)))
                .isEqualTo(new Outcome.Declined("superseded", "Please try again."));
        assertThat(midtrans.requests()).containsExactly(CORE, STATUS, CANCEL);
    }

    @Test
    void doesNotSayThatAnOrderIsGoneWhenItCouldNotBeCanceled() {
        midtrans.on(CORE, 200, DUPLICATE)
                .on(STATUS, 200, status("201", "pending", ""))
                .on(CANCEL, 200, "{'status_code':'412','status_message':'Merchant cannot modify'}");
        assertThat(midtrans.ask(charge(Method.QRIS))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void queriesTheStatusWhenSnapSaysThatTheOrderIsPaid() {
        midtrans.on(SNAP, 400, """
                        {'error_messages':['transaction_details.order_id has been paid and utilized, please use another order ID']}""").on(STATUS, 200, status("200", "capture", "'fraud_status':'accept'"));
        assertThat(midtrans.ask(charge(Method.CARD))).isInstanceOf(Outcome.Succeeded.class);
    }
}
