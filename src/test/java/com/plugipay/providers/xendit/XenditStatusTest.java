package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CHARGE;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.error;
import static com.plugipay.providers.xendit.RecordedXendit.list;
import static com.plugipay.providers.xendit.RecordedXendit.reference;
import static com.plugipay.providers.xendit.RecordedXendit.request;
import static com.plugipay.providers.xendit.RecordedXendit.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status queries and cancels of charges. */
class XenditStatusTest {
    private static final String ID = "pr-0e0f3a52-6a4c-4a53-9a27-1f3c0b6d2a10";
    private static final String SESSION = "ps-6741f0aa9d3c2b10e4a7c001";
    private static final String FIND = "GET /v3/payment_requests/" + ID;
    private static final String CANCEL = "POST /v3/payment_requests/" + ID + "/cancel";
    private static final String LIST = "GET /v3/payment_requests?reference_id=";
    private static final String LEDGER = "GET /transactions?types=PAYMENT&";
    private static final String PAID = ",\"latest_payment_id\":\"py-77aa\"";

    @SuppressWarnings("NullAway.Init")
    private RecordedXendit xendit;

    @BeforeEach
    void start() throws Exception {
        xendit = new RecordedXendit();
    }

    @AfterEach
    void stop() throws Exception {
        xendit.close();
    }

    /** A charge that was begun with an account does not end when the account is removed. */
    @Test
    void isUnknownWithoutAnAccount() throws Exception {
        Tenant stranger = new Tenant("ws_without_account", Mode.TEST);
        ChargeReference charge = reference(Method.QRIS, ID);

        assertThat(xendit.handle(new Command.QueryStatus(stranger, charge, false)))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.handle(new Command.Cancel(stranger, charge))).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.handle(new Command.QueryFee(stranger, charge))).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.handle(new Command.QueryRefund(stranger, "re_1", null, charge, 1)))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.handle(new Command.Refund(stranger, "re_1", charge, 1, "IDR", "other")))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({"QRIS, QRIS", "CARDS, CARD", "OVO, CARD"})
    void trustsNoRequestOfAnotherCharge(String channel, Method method) throws Exception {
        xendit.on(FIND, 200, request(ID, channel, "SUCCEEDED", PAID).replace(CHARGE, "att_other"));

        assertThat(query(reference(method, ID))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void trustsNoPageOfAnotherCharge() throws Exception {
        xendit.on("GET /sessions/" + SESSION, 200, session("COMPLETED", ID).replace(CHARGE, "att_other"))
                .on("GET /sessions/" + SESSION, 200, session("EXPIRED", null).replace(CHARGE, "att_other"))
                .on(FIND, 200, request(ID, "CARDS", "SUCCEEDED", PAID));

        assertThat(query(reference(Method.CARD, SESSION))).isInstanceOf(Outcome.Unknown.class);
        assertThat(query(reference(Method.CARD, SESSION))).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRES_ACTION, Pending[",
        "PENDING, Pending[",
        "AUTHORIZED, Pending[",
        "succeeded, Succeeded[",
        "FAILED, Declined[code=failed",
        "CANCELED, Declined[code=canceled",
        "CANCELLED, Declined[code=canceled",
        "EXPIRED, Declined[code=expired",
        "SOMETHING, Unknown["
    })
    void mapsEveryStatus(String status, String outcome) throws Exception {
        xendit.on(FIND, 200, request(ID, "QRIS", status, PAID));

        assertThat(query(reference(Method.QRIS, ID)).toString()).startsWith(outcome);
    }

    @Test
    void keepsThePaymentsId() throws Exception {
        xendit.on(FIND, 200, request(ID, "QRIS", "SUCCEEDED", PAID));

        assertThat(query(reference(Method.QRIS, ID)))
                .isEqualTo(new Outcome.Succeeded(
                        ID,
                        150_000,
                        "IDR",
                        null,
                        Map.of("paymentRequestId", ID, "paymentId", "py-77aa", "channelCode", "QRIS")));
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "429", "500", "0"})
    void neverTakesARefusalToAnswerForAnEnd(int status) throws Exception {
        xendit.on(FIND, status, error("X"));

        assertThat(query(reference(Method.QRIS, ID)).isKnown()).isFalse();
    }

    @Test
    void asksASecondTimeWhenTheLineWasCut() throws Exception {
        xendit.on(FIND, 0, "").on(FIND, 200, request(ID, "QRIS", "EXPIRED", ""));

        assertThat(query(reference(Method.QRIS, ID))).isInstanceOf(Outcome.Declined.class);
        assertThat(xendit.sent()).hasSize(2);
    }

    @Test
    void findsAChargeWithALostAnswerByItsReference() throws Exception {
        xendit.on(
                LIST + CHARGE,
                200,
                list(request("pr-1", "QRIS", "EXPIRED", ""), request(ID, "QRIS", "SUCCEEDED", PAID)));

        assertThat(query(reference(Method.QRIS, null)))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        paid -> assertThat(paid.providerReference()).isEqualTo(ID));
    }

    @Test
    void isCertainOfAnEmptyListOnlyLater() throws Exception {
        String young = Ids.at(xendit.clock.instant(), "att");
        ChargeReference charge = new ChargeReference(young, Method.QRIS, 150_000, "IDR", null, Map.of());
        xendit.on(LIST + young, 200, list());

        assertThat(query(charge)).isInstanceOf(Outcome.Unknown.class);
        assertThat(cancel(charge)).isInstanceOf(Outcome.Unknown.class);
        xendit.clock.advance(Duration.ofMinutes(6));
        assertThat(query(charge).toString()).startsWith("Declined[code=not_found");
        assertThat(cancel(charge)).isEqualTo(Outcome.Succeeded.done());
    }

    @ParameterizedTest
    @CsvSource({"'{\"data\":{}}'", "'{\"data\":[{\"reference_id\":\"another\"}]}'", "'{}'"})
    void isNotCertainOfAnotherList(String body) throws Exception {
        xendit.on(LIST + CHARGE, 200, body);

        assertThat(query(reference(Method.QRIS, null))).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, , Pending[", "EXPIRED, , Declined[code=expired", "CANCELED, , Declined[code=canceled",
        "COMPLETED, , Unknown[", "ACTIVE, FAILED, Pending[", "EXPIRED, FAILED, Declined[code=expired",
        "EXPIRED, PENDING, Pending[", "COMPLETED, SUCCEEDED, Succeeded[", "EXPIRED, SUCCEEDED, Succeeded[",
        "COMPLETED, FAILED, Declined[code=failed"
    })
    void queriesThePaymentRequestOfAHostedPage(String page, String status, String outcome) throws Exception {
        xendit.on("GET /sessions/" + SESSION, 200, session(page, status == null ? null : ID))
                .on(FIND, 200, request(ID, "CARDS", String.valueOf(status), PAID));

        Outcome answer = query(reference(Method.CARD, SESSION));

        assertThat(answer.toString()).startsWith(outcome);
        if (answer instanceof Outcome.Succeeded paid) {
            assertThat(paid.providerReference()).isEqualTo(SESSION);
            assertThat(paid.providerData())
                    .containsEntry("paymentRequestId", ID)
                    .containsEntry("paymentSessionId", SESSION)
                    .containsEntry("paymentId", "py-77aa");
        }
    }

    @Test
    void asksTheLedgerWhetherACodeWasPaid() throws Exception {
        String transaction = """
                {"product_id":"py-9","type":"PAYMENT","status":"SUCCESS","reference_id":"%s","currency":"IDR",
                 "amount":150000}""".formatted(CHARGE);
        xendit.on(FIND, 200, request(ID, "ALFAMART", "ACCEPTING_PAYMENTS", ""))
                .on(LEDGER + "reference_id=" + CHARGE, 200, list())
                .on(LEDGER + "reference_id=" + CHARGE, 200, list(transaction));

        assertThat(query(reference(Method.ALFAMART, ID))).isInstanceOf(Outcome.Pending.class);
        assertThat(query(reference(Method.ALFAMART, ID)))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        paid -> assertThat(paid.providerData()).containsEntry("paymentId", "py-9"));
    }

    @Test
    void doesNotKnowWhetherACodeWasPaidWithoutTheLedger() throws Exception {
        xendit.on(FIND, 200, request(ID, "INDOMARET", "EXPIRED", ""))
                .on(LEDGER + "reference_id=" + CHARGE, 403, error("REQUEST_FORBIDDEN_ERROR"));

        assertThat(query(reference(Method.INDOMARET, ID))).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, CANCELED, Succeeded[", "200, SUCCEEDED, Rejected[code=already_paid",
                "400, SUCCEEDED, Rejected[code=already_paid",
        "400, EXPIRED, Succeeded[", "400, FAILED, Succeeded[", "400, REQUIRES_ACTION, Rejected[code=X",
        "429, REQUIRES_ACTION, NotDone[code=rate_limited", "500, REQUIRES_ACTION, Unknown[",
                "500, CANCELED, Succeeded[",
        "200, REQUIRES_ACTION, Rejected[code=payment_under_way"
    })
    void cancels(int status, String now, String outcome) throws Exception {
        String request = request(ID, "QRIS", now, PAID);
        xendit.on(CANCEL, status, status == 200 ? request : error("X")).on(FIND, 200, request);

        assertThat(cancel(reference(Method.QRIS, ID)).toString()).startsWith(outcome);
    }

    @Test
    void closesAHostedPage() throws Exception {
        xendit.on("POST /sessions/" + SESSION + "/cancel", 200, session("CANCELED", null))
                .on("GET /sessions/" + SESSION, 200, session("CANCELED", null));

        assertThat(cancel(reference(Method.OVO, SESSION))).isEqualTo(Outcome.Succeeded.done());
    }

    @Test
    void cancelsAllThatWasLost() throws Exception {
        String open = request(ID, "QRIS", "REQUIRES_ACTION", "");
        String canceled = request(ID, "QRIS", "CANCELED", "");
        xendit.on(LIST + CHARGE, 200, list(open)).on(CANCEL, 200, canceled).on(FIND, 200, canceled);

        assertThat(cancel(reference(Method.QRIS, null))).isEqualTo(Outcome.Succeeded.done());
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, '4000', '440', Succeeded, 4440", "COMPLETED, '945', '103.95', Succeeded, 1049",
        "PENDING, '4000', '440', Pending, 0", "COMPLETED, '\"4000\"', '440', Pending, 0",
        "COMPLETED, '1e999999999', '0.1', Pending, 0"
    })
    void sumsTheFee(String status, String fee, String tax, String outcome, long sum) throws Exception {
        String transaction = """
                {"product_id":"py-77aa","status":"SUCCESS","fee":{"xendit_fee":%s,"value_added_tax":%s,
                 "xendit_withholding_tax":0,"third_party_withholding_tax":null,"status":"%s"}}""".formatted(fee, tax, status);
        xendit.on(LEDGER + "product_id=py-77aa", 200, list(transaction));
        ChargeReference charge = reference(Method.QRIS, ID, Map.of("paymentId", "py-77aa"));

        Outcome answer = xendit.handle(new Command.QueryFee(TENANT, charge));

        assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
        if (answer instanceof Outcome.Succeeded known) {
            assertThat(known.feeAmount()).isEqualTo(sum);
        }
    }

    private Outcome query(ChargeReference charge) throws Exception {
        return xendit.handle(new Command.QueryStatus(TENANT, charge, false));
    }

    private Outcome cancel(ChargeReference charge) throws Exception {
        return xendit.handle(new Command.Cancel(TENANT, charge));
    }
}
