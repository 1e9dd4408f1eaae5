package com.plugipay.providers.midtrans;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a 408 of a proxy that has timed out, Midtrans may have carried out the request. */
class TimeoutOnTheWayTest {
    private static final String REFUND = "POST /core/v2/" + RecordedMidtrans.TRANSACTION + "/refund";

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @Test
    void isNoRefusal() {
        midtrans.on(REFUND, 408, "<html>").on(REFUND, 408, "");
        assertThat(refund()).isInstanceOf(Outcome.Unknown.class);
        assertThat(refund()).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void midtranssOwnIsOne() {
        midtrans.on(REFUND, 200, "{'status_code':'408'}").on(REFUND, 408, "{'status_code':'408'}");
        assertThat(refund()).isInstanceOf(Outcome.Rejected.class);
        assertThat(refund()).isInstanceOf(Outcome.Rejected.class);
    }

    private Outcome refund() {
        return midtrans.ask(new Command.Refund(
                RecordedMidtrans.TEST,
                "re_01J9ZQ7KCCCCCCCCCCCCCCCCCC",
                RecordedMidtrans.reference(Method.QRIS, RecordedMidtrans.TRANSACTION, Map.of()),
                50_000,
                "IDR",
                "duplicate"));
    }
}
