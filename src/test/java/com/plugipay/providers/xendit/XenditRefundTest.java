package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.REFUND;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.error;
import static com.plugipay.providers.xendit.RecordedXendit.list;
import static com.plugipay.providers.xendit.RecordedXendit.reference;
import static com.plugipay.providers.xendit.RecordedXendit.request;
import static com.plugipay.providers.xendit.RecordedXendit.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Refunds at Xendit. */
class XenditRefundTest {
    private static final String ID = "pr-0e0f3a52";
    private static final String LIST = "GET /refunds?payment_request_id=" + ID;
    private static final ChargeReference PAID = reference(Method.QRIS, ID, Map.of("paymentRequestId", ID));

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

    @Test
    void waitsForTheEnd() throws Exception {
        xendit.on("POST /refunds", 200, refund("PENDING", REFUND));

        assertThat(refund(PAID, "requested_by_customer"))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.providerReference()).isEqualTo("rfd-2b1c"));
        RecordedXendit.Sent sent = xendit.sent().getFirst();
        assertThat(sent.headers().get("idempotency-key")).isEqualTo(REFUND);
        assertThat(sent.json().toString())
                .isEqualTo("{\"payment_request_id\":\"" + ID + "\",\"reference_id\":\"" + REFUND
                        + "\",\"currency\":\"IDR\",\"amount\":50000,\"reason\":\"REQUESTED_BY_CUSTOMER\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "duplicate, DUPLICATE",
        "fraudulent, FRAUDULENT",
        "other, OTHERS",
        "requested_by_customer, REQUESTED_BY_CUSTOMER"
    })
    void mapsTheReason(String ours, String theirs) throws Exception {
        xendit.on("POST /refunds", 200, refund("PENDING", REFUND));

        assertThat(refund(PAID, ours)).isInstanceOf(Outcome.Pending.class);
        assertThat(xendit.sent().getFirst().json().path("reason").textValue()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {
                "BCA_VA",
                "MANDIRI_VA",
                "BNI_VA",
                "BRI_VA",
                "PERMATA_VA",
                "CIMB_VA",
                "BSI_VA",
                "ALFAMART",
                "INDOMARET"
            })
    void refusesBeforeAnythingIsSent(Method method) throws Exception {
        assertThat(refund(reference(method, ID), "other").toString()).startsWith("Rejected[code=refund_not_supported");
        assertThat(xendit.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUND_AMOUNT_EXCEEDED, Rejected",
        "400, INSUFFICIENT_BALANCE, Rejected",
        "403, REFUND_NOT_SUPPORTED, Rejected",
        "404, DATA_NOT_FOUND, Rejected",
        "400, REFUND_IN_PROGRESS, Declined",
        "400, TEMPORARILY_UNAVAILABLE, NotDone",
        "503, CHANNEL_UNAVAILABLE, NotDone",
        "500, SERVER_ERROR, Unknown"
    })
    void distinguishesRefusalsFromUnknownOutcomes(int status, String code, String outcome) throws Exception {
        xendit.on("POST /refunds", status, error(code));

        assertThat(refund(PAID, "other").getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(xendit.sent()).hasSize(1);
    }

    @Test
    void findsTheObjectOfARepeatedRequest() throws Exception {
        xendit.on("POST /refunds", 409, error("IDEMPOTENCY_ERROR"))
                .on(LIST, 200, list(refund("FAILED", "another"), refund("SUCCEEDED", REFUND)));

        assertThat(refund(PAID, "other"))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        back -> assertThat(back.amount()).isEqualTo(50_000));
    }

    @Test
    void findsThePaymentBehindAHostedPage() throws Exception {
        xendit.on("GET /sessions/ps-1", 200, session("COMPLETED", ID))
                .on("GET /v3/payment_requests/" + ID, 200, request(ID, "CARDS", "SUCCEEDED", ""))
                .on("POST /refunds", 200, refund("PENDING", REFUND));

        assertThat(refund(reference(Method.CARD, "ps-1"), "other")).isInstanceOf(Outcome.Pending.class);
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED, Succeeded", "FAILED, Declined", "CANCELLED, Declined", "PENDING, Pending", "ODD, Unknown"})
    void queriesByXenditsId(String status, String outcome) throws Exception {
        xendit.on("GET /refunds/rfd-2b1c", 200, refund(status, REFUND));

        assertThat(query(REFUND, "rfd-2b1c").getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void isCertainOfAnEmptyListOnlyLater() throws Exception {
        String young = Ids.at(xendit.clock.instant(), "rf");
        xendit.on(LIST, 200, list(refund("FAILED", "another")));

        assertThat(query(young, null)).isInstanceOf(Outcome.Unknown.class);
        xendit.clock.advance(Duration.ofMinutes(6));
        assertThat(query(young, null).toString()).startsWith("Declined[code=not_found");
        xendit.on(LIST, 200, "{\"data\":[],\"has_more\":true}");
        assertThat(query(young, null)).isInstanceOf(Outcome.Declined.class);
        assertThat(query(young, null)).isInstanceOf(Outcome.Unknown.class);
    }

    private Outcome refund(ChargeReference charge, String reason) throws Exception {
        return xendit.handle(new Command.Refund(TENANT, REFUND, charge, 50_000, "IDR", reason));
    }

    private Outcome query(String refundId, @Nullable String id) throws Exception {
        return xendit.handle(new Command.QueryRefund(TENANT, refundId, id, PAID, 50_000));
    }

    private static String refund(String status, String reference) {
        return """
                {"id":"rfd-2b1c","payment_request_id":"pr-0e0f3a52","payment_id":"py-77aa","invoice_id":null,
                 "payment_method_type":"QR_CODE","reference_id":"%s","channel_code":"QRIS","currency":"IDR",
                 "amount":50000,"status":"%s","reason":"OTHERS","failure_code":null}""".formatted(reference, status);
    }
}
