package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TRANSACTION;
import static com.plugipay.providers.midtrans.RecordedMidtrans.reference;
import static com.plugipay.providers.midtrans.RecordedMidtrans.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.json.Json;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MidtransRefundTest {
    private static final String REFUND = "POST /core/v2/" + TRANSACTION + "/refund";
    private static final String STATUS = "GET /core/v2/" + TRANSACTION + "/status";
    private static final String ID = "re_01J9ZQ7KCCCCCCCCCCCCCCCCCC";

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @Test
    void readsItsOwnRefundNotTheSum() {
        midtrans.on(
                        REFUND,
                        200,
                        status("200", "partial_refund", "'refund_amount':'90000.00','refund_key':'" + ID + "'"))
                .on(STATUS, 200, entries("'refund_method':'online'"));
        assertThat(refund(Method.QRIS, 50_000))
                .isEqualTo(new Outcome.Succeeded("88123", 50_000, "IDR", null, Map.of("refundMethod", "online")));
        assertThat(midtrans.requests.getFirst().body())
                .isEqualTo(Json.MAPPER
                        .createObjectNode()
                        .put("refund_key", ID)
                        .put("amount", 50_000)
                        .put("reason", "duplicate"));
    }

    @Test
    void usesTheAnswerWhenTheStatusDoesNotListTheRefundYet() {
        midtrans.on(REFUND, 200, status("200", "refund", "'refund_chargeback_id':88123"))
                .lose(STATUS)
                .lose(STATUS);
        assertThat(refund(Method.GOPAY, 150_000))
                .isEqualTo(new Outcome.Succeeded("88123", 150_000, "IDR", null, Map.of()));
    }

    @Test
    void waitsForRefundsByHand() {
        midtrans.on(REFUND, 200, entries("'refund_method':'offline'"));
        assertThat(refund(Method.CARD, 50_000)).isInstanceOf(Outcome.Pending.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Rejected",
        "401, Rejected",
        "404, Rejected",
        "412, Rejected",
        "414, Rejected",
        "429, NotDone",
        "500, Unknown",
        "502, Unknown",
        "503, NotDone",
        "202, Unknown"
    })
    void distinguishesRefusals(int code, String outcome) {
        midtrans.on(REFUND, 200, "{'status_code':'" + code + "'}").on(REFUND, code, "");
        assertThat(refund(Method.QRIS, 50_000).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(refund(Method.QRIS, 50_000).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void isDeclinedWhenTheBankDenies() {
        midtrans.on(REFUND, 200, """
                {'status_code':'202','status_message':'Refund denied by the bank','transaction_status':'settlement'}""");
        assertThat(refund(Method.QRIS, 50_000))
                .isEqualTo(new Outcome.Declined("refund_denied", "Refund denied by the bank"));
    }

    @Test
    void findsTheRefundThatWasSentBefore() {
        midtrans.on(REFUND, 200, "{'status_code':'406','status_message':'Duplicate refund ID'}")
                .on(STATUS, 200, entries("'refund_method':'online'"));
        assertThat(refund(Method.QRIS, 50_000)).isInstanceOf(Outcome.Succeeded.class);
        midtrans.on(REFUND, 406, "{'status_code':'406'}").on(STATUS, 200, status("200", "settlement", ""));
        assertThat(refund(Method.QRIS, 50_000)).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {".*_VA", "ALFAMART", "INDOMARET"},
            mode = EnumSource.Mode.MATCH_ANY)
    void refusesMethodsThatMidtransCannotRefund(Method method) {
        assertThat(refund(method, 150_000))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class, no -> assertThat(no.code()).isEqualTo("refund_not_supported"));
        assertThat(midtrans.requests).isEmpty();
    }

    @Test
    void refusesAPartWhereOnlyAllCanBeSentBack() {
        assertThat(refund(Method.SHOPEEPAY, 50_000))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class, no -> assertThat(no.code()).isEqualTo("partial_refund_not_supported"));
        assertThat(midtrans.requests).isEmpty();
    }

    @Test
    void findsARefundByEitherId() {
        midtrans.on(STATUS, 200, entries("'bank_confirmed_at':'2026-11-22 16:10:04'"))
                .on(STATUS, 200, entries("'refund_method':'offline'"))
                .on(STATUS, 200, entries("'refund_method':'online'"))
                .on(STATUS, 200, entries("'refund_method':'online'"))
                .on(STATUS, 200, status("200", "settlement", ""))
                .on(STATUS, 200, "{'status_code':'500'}");
        assertThat(query(ID, null)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(query(ID, null)).isInstanceOf(Outcome.Pending.class);
        assertThat(query(null, "88122")).isInstanceOf(Outcome.Succeeded.class);
        // Plugipay's refund is found only by its own id, and no other refund is taken for it.
        assertThat(query(null, "88123")).isInstanceOf(Outcome.Declined.class);
        assertThat(query(ID, null)).isInstanceOf(Outcome.Declined.class);
        assertThat(query(ID, null)).isInstanceOf(Outcome.Unknown.class);
    }

    private static String entries(String more) {
        return status("200", "partial_refund", """
                'refund_amount':'90000.00','refunds':[
                 {'refund_chargeback_id':88122,'refund_amount':'40000.00','refund_key':'another','refund_method':'online'},
                 {'refund_chargeback_id':88123,'refund_amount':'50000.00','refund_key':'%s',%s}]""".formatted(ID, more));
    }

    private Outcome refund(Method method, long amount) {
        return midtrans.ask(
                new Command.Refund(TEST, ID, reference(method, TRANSACTION, Map.of()), amount, "IDR", "duplicate"));
    }

    private Outcome query(@Nullable String refundId, @Nullable String providerReference) {
        return midtrans.ask(new Command.QueryRefund(
                TEST, refundId, providerReference, reference(Method.QRIS, TRANSACTION, Map.of()), 50_000));
    }
}
