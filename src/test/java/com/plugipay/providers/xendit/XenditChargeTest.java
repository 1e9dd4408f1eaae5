package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CHARGE;
import static com.plugipay.providers.xendit.RecordedXendit.EXPIRY;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.action;
import static com.plugipay.providers.xendit.RecordedXendit.charge;
import static com.plugipay.providers.xendit.RecordedXendit.error;
import static com.plugipay.providers.xendit.RecordedXendit.list;
import static com.plugipay.providers.xendit.RecordedXendit.request;
import static com.plugipay.providers.xendit.RecordedXendit.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for a charge at Xendit, and the outcomes of its answers. */
class XenditChargeTest {
    private static final String CREATE = "POST /v3/payment_requests";
    private static final String LIST = "GET /v3/payment_requests?reference_id=" + CHARGE;
    private static final String ID = "pr-0e0f3a52-6a4c-4a53-9a27-1f3c0b6d2a10";

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
    void showsAQrCode() throws Exception {
        xendit.on(
                CREATE,
                201,
                request(ID, "QRIS", "REQUIRES_ACTION", action("PRESENT_TO_CUSTOMER", "QR_STRING", "0002")));

        assertThat(xendit.handle(charge(Method.QRIS)))
                .isEqualTo(new Outcome.NeedsAction(
                        ID,
                        new NextAction.ShowQr("0002", EXPIRY),
                        Map.of("paymentRequestId", ID, "channelCode", "QRIS")));
        RecordedXendit.Sent sent = xendit.sent().getFirst();
        assertThat(sent.headers().get("authorization")).isEqualTo("Basic eG5kX2RldmVsb3BtZW50XzRmMGM6");
        assertThat(sent.headers().get("api-version")).isEqualTo("2024-11-11");
        assertThat(sent.headers().get("idempotency-key")).isEqualTo(CHARGE);
        assertThat(sent.headers().get("content-type")).isEqualTo("application/json");
        assertThat(sent.body()).contains("\"request_amount\":150000,").doesNotContain("null");
        JsonNode body = sent.json();
        assertThat(body.path("reference_id").textValue()).isEqualTo(CHARGE);
        assertThat(body.path("type").textValue()).isEqualTo("PAY");
        assertThat(body.path("channel_code").textValue()).isEqualTo("QRIS");
        assertThat(body.path("country").textValue()).isEqualTo("ID");
        assertThat(body.path("description").textValue()).isEqualTo("Order 8841");
    }

    @ParameterizedTest
    @CsvSource({
        "BCA_VA, BCA_VIRTUAL_ACCOUNT, BCA", "MANDIRI_VA, MANDIRI_VIRTUAL_ACCOUNT, Mandiri",
        "BNI_VA, BNI_VIRTUAL_ACCOUNT, BNI", "BRI_VA, BRI_VIRTUAL_ACCOUNT, BRI",
        "PERMATA_VA, PERMATA_VIRTUAL_ACCOUNT, Permata", "CIMB_VA, CIMB_VIRTUAL_ACCOUNT, CIMB Niaga",
        "BSI_VA, BSI_VIRTUAL_ACCOUNT, BSI"
    })
    void showsAVirtualAccount(Method method, String channel, String bank) throws Exception {
        String action = action("PRESENT_TO_CUSTOMER", "VIRTUAL_ACCOUNT_NUMBER", "1076600001234");
        String named = request(ID, channel, "REQUIRES_ACTION", action)
                .replace("\"channel_properties\":{}", "\"channel_properties\":{\"display_name\":\"PT Kopi Senja\"}");
        xendit.on(CREATE, 201, named);

        Outcome outcome = xendit.handle(charge(method));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.nextAction())
                                .isEqualTo(new NextAction.ShowVirtualAccount(
                                        bank, "1076600001234", null, "PT Kopi Senja", EXPIRY)));
        JsonNode body = xendit.sent().getFirst().json();
        assertThat(body.path("channel_code").textValue()).isEqualTo(channel);
        assertThat(body.at("/channel_properties/display_name").textValue()).isEqualTo("Budi S Santoso");
        assertThat(body.at("/channel_properties/expires_at").textValue()).isEqualTo("2031-11-23T08:00:00Z");
    }

    /** Whoever knows the id of a session sees it. */
    @Test
    void showsTheInitialsOfTheBuyersOwnNameOnly() throws Exception {
        String action = action("PRESENT_TO_CUSTOMER", "VIRTUAL_ACCOUNT_NUMBER", "1076600001234");
        xendit.on(
                CREATE,
                201,
                request(ID, "BCA_VIRTUAL_ACCOUNT", "REQUIRES_ACTION", action)
                        .replace(
                                "\"channel_properties\":{}",
                                "\"channel_properties\":{\"display_name\":\"BUDI S SANTOSO\"}"));

        assertThat(xendit.handle(charge(Method.BCA_VA)))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.nextAction())
                                .isEqualTo(new NextAction.ShowVirtualAccount(
                                        "BCA", "1076600001234", null, "B*** S*** S***", EXPIRY)));
    }

    @ParameterizedTest
    @CsvSource({"GOPAY", "DANA", "SHOPEEPAY", "LINKAJA", "ASTRAPAY"})
    void sendsTheBuyerToAWallet(Method method) throws Exception {
        String action = action("REDIRECT_CUSTOMER", "WEB_URL", "https://wallet.example/pay");
        xendit.on(CREATE, 201, request(ID, method.name(), "REQUIRES_ACTION", action));

        assertThat(xendit.handle(charge(method)))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.nextAction())
                                .isEqualTo(new NextAction.Redirect("https://wallet.example/pay", EXPIRY)));
        JsonNode properties = xendit.sent().getFirst().json().path("channel_properties");
        for (String url : new String[] {"success_return_url", "failure_return_url", "cancel_return_url"}) {
            assertThat(properties.path(url).textValue()).isEqualTo("https://pay.toko.example/pay/cs_1");
        }
    }

    @ParameterizedTest
    @CsvSource({"ALFAMART, Alfamart", "INDOMARET, Indomaret"})
    void showsACodeForTheCounter(Method method, String store) throws Exception {
        String action = action("PRESENT_TO_CUSTOMER", "PAYMENT_CODE", "TEST000123");
        xendit.on(CREATE, 201, request(ID, method.name(), "ACCEPTING_PAYMENTS", action));

        assertThat(xendit.handle(charge(method)))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.nextAction())
                                .isEqualTo(new NextAction.ShowCode(store, "TEST000123", EXPIRY)));
        JsonNode body = xendit.sent().getFirst().json();
        assertThat(body.path("type").textValue()).isEqualTo("REUSABLE_PAYMENT_CODE");
        assertThat(body.at("/channel_properties/payer_name").textValue()).isEqualTo("Budi S Santoso");
    }

    @ParameterizedTest
    @CsvSource({"CARD, CARDS", "OVO, OVO"})
    void opensAHostedPage(Method method, String channel) throws Exception {
        xendit.on("POST /sessions", 201, session("ACTIVE", null));
        Instant soon = xendit.clock.instant().plusSeconds(60);

        assertThat(xendit.handle(charge(method, soon)))
                .isEqualTo(new Outcome.NeedsAction(
                        "ps-6741f0aa9d3c2b10e4a7c001",
                        new NextAction.Redirect(
                                "https://checkout-staging.xendit.co/sessions/ps-6741f0aa9d3c2b10e4a7c001",
                                Instant.parse("2026-11-22T08:30:00Z")),
                        Map.of("paymentSessionId", "ps-6741f0aa9d3c2b10e4a7c001")));
        JsonNode body = xendit.sent().getFirst().json();
        assertThat(body.path("allowed_payment_channels").toString()).isEqualTo("[\"" + channel + "\"]");
        assertThat(body.path("mode").textValue()).isEqualTo("PAYMENT_LINK");
        assertThat(Instant.parse(body.path("expires_at").textValue()))
                .isAfter(xendit.clock.instant().plus(Duration.ofMinutes(10)));
        body.path("metadata").forEach(value -> assertThat(value.textValue()).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @CsvSource({
        "400, API_VALIDATION_ERROR, Rejected, API_VALIDATION_ERROR",
        "400, INVALID_PAYMENT_CHANNEL, Rejected, INVALID_PAYMENT_CHANNEL",
        "401, INVALID_API_KEY, Rejected, INVALID_API_KEY",
        "403, REQUEST_FORBIDDEN_ERROR, Rejected, REQUEST_FORBIDDEN_ERROR",
        "400, CARD_EXPIRED, Declined, CARD_EXPIRED",
        "400, PAYMENT_REQUEST_RATE_LIMITED, NotDone, rate_limited",
        "429, RATE_LIMIT_EXCEEDED, NotDone, rate_limited",
        "503, CHANNEL_UNAVAILABLE, NotDone, channel_unavailable",
        "503, ISSUER_UNAVAILABLE, NotDone, channel_unavailable",
        "500, SERVER_ERROR, Unknown, Xendit answered 500 SERVER_ERROR",
        "400, PARTNER_TIMEOUT_ERROR, Unknown, Xendit answered 400 PARTNER_TIMEOUT_ERROR",
        "503, SERVER_ERROR, Unknown, Xendit answered 503 SERVER_ERROR",
        "302, ELSEWHERE, Unknown, Xendit answered 302 ELSEWHERE",
        "201, '', Unknown, Unknown status: "
    })
    void distinguishesRefusalsFromUnknownOutcomes(int status, String code, String outcome, String detail)
            throws Exception {
        xendit.on(CREATE, status, error(code));

        Outcome answer = xendit.handle(charge(Method.QRIS));

        assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(answer.toString()).contains("=" + detail.strip());
        assertThat(xendit.sent()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"<html>", "[]", "'{\"a\":'", "''", "'{\"status\":7}'"})
    void anUnreadableAnswerIsUnknown(String body) throws Exception {
        xendit.on(CREATE, 201, body);

        assertThat(xendit.handle(charge(Method.QRIS))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void neverSendsAChargeTwice() throws Exception {
        xendit.on(CREATE, 0, "");

        assertThat(xendit.handle(charge(Method.QRIS))).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.sent()).hasSize(1);
    }

    @Test
    void aRequestThatWasNotSentHadNoEffect() throws Exception {
        assertThat(RecordedXendit.get(xendit.provider("http://127.0.0.1:1").handle(charge(Method.QRIS))))
                .isInstanceOfSatisfying(
                        Outcome.NotDone.class,
                        notDone -> assertThat(notDone.code()).isEqualTo("provider_unreachable"));
    }

    @Test
    void findsTheObjectOfARepeatedRequest() throws Exception {
        String open = request(ID, "QRIS", "REQUIRES_ACTION", action("PRESENT_TO_CUSTOMER", "QR_STRING", "0002"));
        xendit.on(CREATE, 409, error("DUPLICATE_ERROR")).on(LIST, 200, list(open));

        assertThat(xendit.handle(charge(Method.QRIS)))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.providerReference()).isEqualTo(ID));
    }

    @Test
    void takesAFailureAtOnceAsDeclined() throws Exception {
        xendit.on(CREATE, 201, request(ID, "DANA", "FAILED", ",\"failure_code\":\"CAPTURE_AMOUNT_EXCEEDED \""));

        assertThat(xendit.handle(charge(Method.DANA)))
                .isEqualTo(new Outcome.Declined("CAPTURE_AMOUNT_EXCEEDED", "The payment has failed."));
    }

    @Test
    void waitsWhereTheWalletHasNotAnswered() throws Exception {
        xendit.on(CREATE, 201, request(ID, "DANA", "PENDING", ""));

        assertThat(xendit.handle(charge(Method.DANA)))
                .isEqualTo(new Outcome.Pending(ID, Map.of("paymentRequestId", ID, "channelCode", "DANA")));
    }

    @Test
    void sendsNoBrowserToAnythingButTheWeb() throws Exception {
        String action = action("REDIRECT_CUSTOMER", "WEB_URL", "javascript:alert(1)");
        xendit.on(CREATE, 201, request(ID, "DANA", "REQUIRES_ACTION", action));

        assertThat(xendit.handle(charge(Method.DANA))).isInstanceOf(Outcome.Pending.class);
    }

    @Test
    void refusesBeforeAnythingIsSent() throws Exception {
        Command.Charge rupiah = charge(Method.QRIS);
        Command.Charge dollars =
                new Command.Charge(TENANT, CHARGE, Method.QRIS, 4900, "USD", null, null, rupiah.returnUrl(), null);
        Command.Charge elsewhere = new Command.Charge(
                new Tenant("ws_unconnected", Mode.LIVE), CHARGE, Method.QRIS, 1, "IDR", null, null, "https://x", null);

        assertThat(xendit.handle(dollars).toString()).contains("Rejected[code=currency_not_supported");
        assertThat(xendit.handle(charge(Method.PAYPAL)).toString()).contains("Rejected[code=method_not_supported");
        assertThat(xendit.handle(elsewhere).toString()).contains("Rejected[code=not_connected");
        assertThat(xendit.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, 404, Succeeded", "200, 200, Succeeded", "200, 400, Succeeded", "200, 403, Rejected", "200, 500, Unknown",
        "401, 404, Rejected", "403, 404, Rejected", "429, 404, NotDone", "500, 404, Unknown", "0, 404, Unknown"
    })
    void probesBothPermissions(int transactions, int requests, String outcome) throws Exception {
        xendit.on("GET /transactions?limit=1", transactions, transactions == 200 ? list() : error("X"))
                .on("GET /v3/payment_requests/pr-00000000-0000-4000-8000-000000000000", requests, error("Y"));
        XenditAccount account = new XenditAccount(new Secret("xnd_development_other"), null, null, null);

        Outcome answer = xendit.handle(new Command.Probe(TENANT, account.credentials()));

        assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(xendit.sent().getFirst().headers().get("authorization"))
                .isEqualTo("Basic eG5kX2RldmVsb3BtZW50X290aGVyOg==");
    }
}
