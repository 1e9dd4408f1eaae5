package com.plugipay.providers.midtrans;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Ids;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Midtrans does not list a refund in progress, which has not failed therefore. */
class UnlistedRefundTest {
    private static final String TRANSACTION = RecordedMidtrans.TRANSACTION;

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @Test
    void isUnknownWhileItIsYoung() {
        assertThat(madeAgo(Duration.ofSeconds(10))).isInstanceOf(Outcome.Unknown.class);
        assertThat(madeAgo(Duration.ofMinutes(15))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void hasNeverArrivedWhenItIsNotListedLongAfter() {
        assertThat(madeAgo(Duration.ofMinutes(16)))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        never -> assertThat(never.code()).isEqualTo("not_found"));
    }

    private Outcome madeAgo(Duration age) {
        midtrans.on("GET /core/v2/" + TRANSACTION + "/status", 200, RecordedMidtrans.status("200", "settlement", ""));
        return midtrans.ask(new Command.QueryRefund(
                RecordedMidtrans.TEST,
                Ids.at(RecordedMidtrans.NOW.minus(age), "re"),
                null,
                RecordedMidtrans.reference(Method.QRIS, TRANSACTION, Map.of()),
                50_000));
    }
}
