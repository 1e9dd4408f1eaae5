package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CHARGE;
import static com.plugipay.providers.xendit.RecordedXendit.REFUND;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verification, identity and events of callbacks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XenditCallbackTest {
    private static final String CAPTURE = """
            {"event":"payment.capture","business_id":"6094fa76","created":"2026-11-22T08:05:11.566Z",
             "data":{"payment_id":"py-77aa","reference_id":"%s","payment_request_id":"pr-0e0f","type":"SINGLE_PAYMENT",
              "currency":"IDR","request_amount":150000,"channel_code":"QRIS",
              "captures":[{"capture_id":"cap-1502","capture_amount":150000}],"status":"SUCCEEDED"}}""".formatted(CHARGE);
    private static final Outcome PAID = new Outcome.Succeeded(
            "pr-0e0f",
            150_000,
            "IDR",
            null,
            Map.of("paymentRequestId", "pr-0e0f", "paymentId", "py-77aa", "channelCode", "QRIS"));

    @SuppressWarnings("NullAway.Init")
    private RecordedXendit xendit;

    @BeforeAll
    void start() throws Exception {
        xendit = new RecordedXendit();
        Tenant live = new Tenant(TENANT.workspaceId(), Mode.LIVE);
        RecordedXendit.connect(
                live, new XenditAccount(new Secret("xnd_production_1"), new Secret("live-token"), null, null));
        Tenant bare = new Tenant("ws_bare", Mode.TEST);
        RecordedXendit.connect(bare, new XenditAccount(new Secret("xnd_development_2"), null, null, null));
    }

    @AfterAll
    void stop() throws Exception {
        xendit.close();
    }

    @Test
    void findsTheAccountByItsToken() throws Exception {
        assertThat(verify(TOKEN, null, CAPTURE))
                .isEqualTo(new Verification.Genuine(Mode.TEST, "payment.capture:py-77aa:SUCCEEDED"));
        assertThat(verify("live-token", null, CAPTURE))
                .isEqualTo(new Verification.Genuine(Mode.LIVE, "payment.capture:py-77aa:SUCCEEDED"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"66a6", "'66a6c1d0f5b2412389ab2123 '", "''", "LIVE-TOKEN", "NULL"},
            nullValues = "NULL")
    void refusesEveryOtherToken(@Nullable String token) throws Exception {
        assertThat(verify(token, null, CAPTURE)).isEqualTo(new Verification.Rejected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws_bare", "ws_unknown", ""})
    void refusesWhereNoAccountHasAToken(String workspace) throws Exception {
        ProviderCallback callback =
                new ProviderCallback(workspace, Map.of("x-callback-token", ""), Buffer.buffer(CAPTURE));

        assertThat(RecordedXendit.get(xendit.provider.verify(callback))).isEqualTo(new Verification.Rejected());
    }

    @Test
    void callsTheSameNoticeTheSame() throws Exception {
        String again = CAPTURE.replace("08:05:11", "09:20:11");

        assertThat(identity(null, again)).isEqualTo(identity(null, CAPTURE));
        assertThat(identity(null, CAPTURE.replace("py-77aa", "py-77ab"))).isNotEqualTo(identity(null, CAPTURE));
        assertThat(identity("3f6c", CAPTURE)).isEqualTo("webhook-id:3f6c");
        assertThat(identity("x".repeat(5000), CAPTURE)).startsWith("sha256:").hasSizeLessThan(200);
        assertThat(identity(null, "{\"id\":\"6741f2c0\",\"external_id\":\"a\",\"status\":\"PAID\"}"))
                .isEqualTo("invoice:6741f2c0:PAID");
        assertThat(identity(null, "{\"event\":\"" + "e".repeat(400) + "\",\"data\":{\"id\":\"1\"}}"))
                .startsWith("sha256:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[1]", "7", "{\"event\":", "{\"event\":\"x\",\"data\":7}", "{}"})
    void identifiesAnUnreadableCallbackByAHash(String body) throws Exception {
        assertThat(identity(null, body)).startsWith("sha256:").isEqualTo(identity(null, body));
        assertThat(identity(null, body + ' ')).isNotEqualTo(identity(null, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[1]", "7", "{\"event\":"})
    void reportsUnreadableBodies(String body) {
        assertThat(read(body)).isNotEmpty().allMatch(notice -> notice instanceof CallbackEvent.Unreadable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"event\":\"x\",\"data\":7}", "{}"})
    void ignoresOtherEvents(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void takesACompleteSuccessAtItsWord() {
        assertThat(read(CAPTURE)).containsExactly(new CallbackEvent.OfCharge(CHARGE, "pr-0e0f", PAID));
        assertThat(read(CAPTURE.replace("payment.capture", " Payment.Succeeded ")))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "pr-0e0f", PAID));
        assertThat(read("{\"event\":\"payment.capture\",\"data\":" + CAPTURE + "}"))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "pr-0e0f", PAID));
    }

    @ParameterizedTest
    @CsvSource({
        "150000}], -150000}]",
        "150000}], 150000.5}]",
        "150000}], '\"150000\"}]'",
        "150000}], 1e999999999}]",
        "150000}], 9223372036854775808}]",
        "150000}], null}]",
        "IDR, XXQ",
        "SUCCEEDED, FAILED",
        "SUCCEEDED, PENDING",
        "py-77aa, ../../refunds",
        "'\"payment_id\":\"py-77aa\",', ''",
        "'\"IDR\"', 7"
    })
    void asksWhereASuccessIsNotComplete(String part, String instead) {
        List<CallbackEvent> notices = read(CAPTURE.replace(part, instead));

        assertThat(notices).containsExactly(new CallbackEvent.OfCharge(CHARGE, "pr-0e0f", null));
    }

    @Test
    void readsDecimalsThatAreNone() {
        assertThat(read(CAPTURE.replace("150000}]", "150000.00}]")))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "pr-0e0f", PAID));
    }

    @Test
    void namesOnlyChargesThatCouldBeOurs() {
        assertThat(read(CAPTURE.replace(CHARGE, "order 1/2")))
                .containsExactly(new CallbackEvent.OfCharge(null, "pr-0e0f", PAID));
        assertThat(read(CAPTURE.replace(CHARGE, "order 1/2").replace("pr-0e0f", "/")))
                .containsExactly(new CallbackEvent.Unreadable("names_no_payment"));
    }

    @ParameterizedTest
    @CsvSource({
        "payment.failure, CARDS, FAILED, Pending",
        "payment.failure, OVO, FAILED, Pending",
        "payment.failure, DANA, FAILED, ",
        "payment_request.expiry, OVO, EXPIRED, Pending",
        "payment_request.expiry, QRIS, EXPIRED, Declined",
        "payment_request.expiry, ALFAMART, EXPIRED, ",
        "payment_request.expiry, QRIS, SUCCEEDED, "
    })
    void endsNothingTooEarly(String event, String channel, String status, @Nullable String outcome) {
        CallbackEvent notice =
                read("""
                {"event":"%s","data":{"reference_id":"%s","payment_request_id":"pr-1","channel_code":"%s","status":"%s"}}""".formatted(event, CHARGE, channel, status)).getFirst();

        assertThat(notice).isInstanceOfSatisfying(CallbackEvent.OfCharge.class, of -> {
            assertThat(of.chargeId()).isEqualTo(CHARGE);
            assertThat(of.outcome() == null ? null : of.outcome().getClass().getSimpleName())
                    .isEqualTo(outcome);
        });
    }

    @Test
    void queriesTheStatusOfACompletedPage() {
        String completed = """
                {"event":"payment_session.completed","data":{"payment_session_id":"ps-6741","reference_id":"%s",
                 "currency":"IDR","amount":150000,"status":"COMPLETED","payment_request_id":"pr-0e0f",
                 "payment_id":"py-77aa"}}""".formatted(CHARGE);
        String expired = completed.replace("completed", "expired").replace("COMPLETED", "EXPIRED");

        assertThat(read(completed)).containsExactly(new CallbackEvent.OfCharge(CHARGE, "ps-6741", null));
        assertThat(read(expired)).containsExactly(new CallbackEvent.OfCharge(CHARGE, "ps-6741", null));
        assertThat(read(expired.replace("\"pr-0e0f\"", "null")))
                .containsExactly(new CallbackEvent.OfCharge(
                        CHARGE, "ps-6741", new Outcome.Declined("expired", "The payment was not made in time.")));
    }

    @Test
    void readsRefunds() {
        String refund = """
                {"event":"refund.succeeded","business_id":"6094","data":{"event":"refund.succeeded","data":{
                 "id":"rfd-2b1c","payment_request_id":"pr-0e0f","payment_id":"py-77aa","invoice_id":null,"amount":50000,
                 "currency":"IDR","status":"SUCCEEDED","reference_id":"%s","failure_code":null}}}""".formatted(REFUND);
        CallbackEvent event = new CallbackEvent.OfRefund(REFUND, "rfd-2b1c", null, "pr-0e0f");

        assertThat(read(refund)).containsExactly(event);
        assertThat(read(refund.replace("\"SUCCEEDED\"", "\"FAILED\""))).containsExactly(event);
        assertThat(read(refund.replace("50000", "-1"))).containsExactly(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment_token.other", "payment.authorization", "invoice", "no.such.event"})
    void followsNothingElse(String event) {
        assertThat(read(CAPTURE.replace("payment.capture", event))).isEmpty();
    }

    /** Xendit may add ten characters to the reference of a page for what the page creates. */
    @Test
    void findsTheChargeOfAReferenceThatXenditMadeLonger() {
        assertThat(read(CAPTURE.replace(CHARGE, CHARGE + "_GiWjPj9h9K")))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "pr-0e0f", PAID));
        assertThat(read(CAPTURE.replace(CHARGE, CHARGE + "_GiWj")))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE + "_GiWj", "pr-0e0f", PAID));
    }

    @Test
    void readsHugeAndDeepBodies() throws Exception {
        String huge = CAPTURE.replace("cap-1502", "c".repeat(1_000_000));
        String deep = "{\"event\":\"payment.capture\",\"data\":".repeat(5000) + "1" + "}".repeat(5000);

        assertThat(read(huge)).containsExactly(new CallbackEvent.OfCharge(CHARGE, "pr-0e0f", PAID));
        assertThat(read(deep)).containsExactly(new CallbackEvent.Unreadable("not_json"));
        assertThat(identity(null, deep)).startsWith("sha256:");
    }

    private static List<CallbackEvent> read(String body) {
        return XenditCallbackEvents.read(Buffer.buffer(body));
    }

    private String identity(@Nullable String delivery, String body) throws Exception {
        return verify(TOKEN, delivery, body) instanceof Verification.Genuine genuine ? genuine.identity() : "";
    }

    private Verification verify(@Nullable String token, @Nullable String delivery, String body) throws Exception {
        Map<String, String> headers = new HashMap<>();
        if (token != null) {
            headers.put("x-callback-token", token);
        }
        if (delivery != null) {
            headers.put("webhook-id", delivery);
        }
        return RecordedXendit.get(
                xendit.provider.verify(new ProviderCallback(TENANT.workspaceId(), headers, Buffer.buffer(body))));
    }
}
