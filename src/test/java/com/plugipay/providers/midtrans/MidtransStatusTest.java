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
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MidtransStatusTest {
    private static final String BY_TRANSACTION = "GET /core/v2/" + TRANSACTION + "/status";
    private static final String BY_ORDER = "GET /core/v2/" + CHARGE + "/status";
    private static final String ANOTHER = "3b1c1f0e-0000-4000-8000-a32c91ed1a3a";
    private static final String BY_ANOTHER = "GET /core/v2/" + ANOTHER + "/status";
    private static final String NOT_FOUND =
            "{'status_code':'404','status_message':'Transaction doesn\\u0027t exist.','id':'1'}";

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            200 | settlement         | ""                            | Succeeded | Succeeded
            200 | SETTLEMENT         | ""                            | Succeeded | Succeeded
            200 | capture            | ""                            | Succeeded | Succeeded
            200 | capture            | "'fraud_status':'accept'"     | Succeeded | Succeeded
            201 | capture            | "'fraud_status':'challenge'"  | Held      | Held
            202 | capture            | "'fraud_status':'deny'"       | Declined  | Declined
            200 | authorize          | ""                            | Held      | Held
            201 | PENDING            | ""                            | Pending   | Pending
            202 | deny               | ""                            | Declined  | Pending
            202 | deny               | "'settlement_time':'2026-11-22 15:04:41'" | Reversed | Reversed
            200 | cancel             | ""                            | Declined  | Declined
            407 | expire             | ""                            | Declined  | Declined
            202 | expired            | ""                            | Declined  | Declined
            202 | failure            | ""                            | Declined  | Declined
            200 | refund             | "'refund_amount':'150000.00'" | Succeeded | Succeeded
            200 | partial_refund     | "'refund_amount':'50000.00'"  | Succeeded | Succeeded
            200 | chargeback         | ""                            | Reversed  | Reversed
            200 | partial_chargeback | ""                            | Succeeded | Succeeded
            200 | surprise           | ""                            | Unknown   | Unknown
            """)
    void readsEveryStatus(int code, String status, String more, String core, String openPage) {
        String body = status(String.valueOf(code), status, more);
        midtrans.on(BY_TRANSACTION, 200, body).on(BY_ORDER, code == 407 ? 407 : 200, body);
        assertThat(name(query(reference(Method.QRIS, TRANSACTION, Map.of())))).isEqualTo(core);
        assertThat(name(query(card(NOW.plusSeconds(60))))).isEqualTo(openPage);
    }

    @Test
    void reportsThePaidAmount() {
        midtrans.on(BY_TRANSACTION, 200, status("200", "settlement", """
                'issuer':'dana','acquirer':'gopay','settlement_time':'2026-11-22 15:04:41','saved_token_id':'secret'"""));
        assertThat(query(reference(Method.QRIS, TRANSACTION, Map.of())))
                .isEqualTo(new Outcome.Succeeded(
                        TRANSACTION,
                        150_000,
                        "IDR",
                        null,
                        Map.of(
                                "transactionId", TRANSACTION,
                                "paymentType", "qris",
                                "issuer", "dana",
                                "acquirer", "gopay",
                                "settlementTime", "2026-11-22 15:04:41")));
    }

    @Test
    void reportsTheRequestedAmountWhenTheBuyerPaysTheFee() {
        midtrans.on(BY_TRANSACTION, 200, """
                {'status_code':'200','transaction_status':'settlement','transaction_id':'A12ID','gross_amount':'154000.00',
                 'metadata':{'extra_info':{'gross_amount_info':{'original_amount':'150000','gross_amount':'154000',
                 'customer_imposed_payment_fee':'4000'}}}}""");
        assertThat(query(reference(Method.QRIS, TRANSACTION, Map.of())))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        paid -> assertThat(paid.amount()).isEqualTo(150_000));
    }

    /** Both are found only by Midtrans's id, which is in the field of the order id. */
    @Test
    void findsDanaByTheTransaction() {
        midtrans.on(BY_TRANSACTION, 200, """
                {'status_code':'200','transaction_status':'settlement','order_id':'%s','transaction_id':'%s',
                 'gross_amount':'150000.00'}""".formatted(TRANSACTION, TRANSACTION));
        assertThat(query(reference(Method.DANA, TRANSACTION, Map.of()))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(midtrans.requests()).containsExactly(BY_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'150000.50'", "'1e9'", "'-1'", "null", "{}", "'99999999999999999999'", "''"})
    void doesNotGuessAnAmount(String amount) {
        midtrans.on(
                BY_TRANSACTION,
                200,
                "{'status_code':'200','transaction_status':'settlement','gross_amount':" + amount + "}");
        assertThat(query(reference(Method.QRIS, TRANSACTION, Map.of()))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void waitsForAnUnusedPageUntilItExpires() {
        midtrans.on(BY_ORDER, 404, NOT_FOUND).on(BY_ORDER, 200, NOT_FOUND).on(BY_ORDER, 200, NOT_FOUND);
        assertThat(query(card(NOW.minusSeconds(30)))).isInstanceOf(Outcome.Pending.class);
        assertThat(query(card(NOW.minusSeconds(90))))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class, end -> assertThat(end.code()).isEqualTo("expired"));
        assertThat(query(reference(Method.CARD, CHARGE, Map.of()))).isInstanceOf(Outcome.Pending.class);
    }

    /** The order's status shows one of the cards that a buyer has tried on Snap's page. */
    @Test
    void asksForTheCardThatANotificationNames() {
        midtrans.on(BY_ANOTHER, 200, another("200", "capture", CHARGE));
        assertThat(queryNamed(card(NOW), ANOTHER))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        paid -> assertThat(paid.providerData()).containsEntry("transactionId", ANOTHER));
        assertThat(midtrans.requests()).containsExactly(BY_ANOTHER);
    }

    /** A refused card says nothing about the others, and the signature covers only the order's id. */
    @ParameterizedTest
    @CsvSource({"202, deny, " + CHARGE, "201, pending, " + CHARGE, "200, capture, att_01J9ZQ7KCCCCCCCCCCCCCCCCCC"})
    void asksForTheOrderWhenThatCardHasNotPaidIt(String code, String status, String order) {
        midtrans.on(BY_ANOTHER, 200, another(code, status, order)).on(BY_ORDER, 200, status("200", "capture", ""));
        assertThat(queryNamed(card(NOW), ANOTHER))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        paid -> assertThat(paid.providerReference()).isEqualTo(TRANSACTION));
    }

    @Test
    void asksForOneTransactionWhereThereIsOnlyOne() {
        midtrans.on(BY_TRANSACTION, 200, status("201", "pending", ""));
        assertThat(queryNamed(reference(Method.QRIS, TRANSACTION, Map.of()), ANOTHER))
                .isInstanceOf(Outcome.Pending.class);
        assertThat(midtrans.requests()).containsExactly(BY_TRANSACTION);
    }

    @Test
    void declinesOnlyChargesThatNeverReachedMidtrans() {
        midtrans.on(BY_ORDER, 200, NOT_FOUND).on(BY_ORDER, 404, "Not found").on(BY_TRANSACTION, 200, NOT_FOUND);
        assertThat(query(reference(Method.BCA_VA, null, Map.of())))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class, end -> assertThat(end.code()).isEqualTo("not_found"));
        assertThat(query(reference(Method.BCA_VA, null, Map.of()))).isInstanceOf(Outcome.Unknown.class);
        assertThat(query(reference(Method.BCA_VA, TRANSACTION, Map.of()))).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 410, 412, 429, 500, 503, 505})
    void neverEndsAChargeBecauseAQuestionWasRefused(int code) {
        midtrans.on(BY_ORDER, 200, "{'status_code':'" + code + "'}");
        assertThat(query(reference(Method.QRIS, null, Map.of())).isKnown()).isFalse();
    }

    @Test
    void asksOnceMoreWhenTheAnswerIsLost() {
        midtrans.lose(BY_ORDER).on(BY_ORDER, 200, status("200", "settlement", ""));
        assertThat(query(reference(Method.QRIS, null, Map.of()))).isInstanceOf(Outcome.Succeeded.class);
        midtrans.lose(BY_ORDER).lose(BY_ORDER);
        assertThat(query(reference(Method.QRIS, null, Map.of()))).isInstanceOf(Outcome.Unknown.class);
        assertThat(midtrans.requests).hasSize(4);
    }

    @Test
    void reportsNoFee() {
        assertThat(midtrans.ask(new Command.QueryFee(TEST, reference(Method.QRIS, TRANSACTION, Map.of()))))
                .isEqualTo(new Outcome.Pending(null, Map.of()));
    }

    private Outcome queryNamed(ChargeReference charge, String transaction) {
        return midtrans.ask(new Command.QueryStatus(TEST, charge, false, transaction));
    }

    private static String another(String code, String status, String order) {
        return status(code, status, "").replace(TRANSACTION, ANOTHER).replace(CHARGE, order);
    }

    private Outcome query(ChargeReference charge) {
        return midtrans.ask(new Command.QueryStatus(TEST, charge, false));
    }

    private static ChargeReference card(Instant pageExpiresAt) {
        return reference(
                Method.CARD, CHARGE, Map.of("snapToken", "d379", "snapPageExpiresAt", pageExpiresAt.toString()));
    }

    private static String name(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }
}
