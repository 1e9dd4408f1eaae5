package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.CHARGE;
import static com.plugipay.providers.midtrans.RecordedMidtrans.LIVE;
import static com.plugipay.providers.midtrans.RecordedMidtrans.NOW;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TRANSACTION;
import static com.plugipay.providers.midtrans.RecordedMidtrans.charge;
import static com.plugipay.providers.midtrans.RecordedMidtrans.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MidtransChargeTest {
    private static final String CORE = "POST /core/v2/charge";
    private static final String SNAP = "POST /snap/v1/transactions";

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @Test
    void asksForAQrCodeAsDocumented() {
        midtrans.on(CORE, 200, status("201", "pending", "'qr_string':'00020101','expiry_time':'2026-11-22 15:30:00'"));
        assertThat(needsAction(charge(Method.QRIS)))
                .isEqualTo(new NextAction.ShowQr("00020101", Instant.parse("2026-11-22T08:30:00Z")));
        assertThat(sent()).isEqualTo(json("""
                {"transaction_details":{"order_id":"%s","gross_amount":150000},
                 "item_details":[{"id":"%s","price":150000,"quantity":1,"name":"Kopi susu"}],
                 "customer_details":{"first_name":"Budi","email":"budi@example.com"},
                 "payment_type":"qris","qris":{"acquirer":"gopay"},
                 "custom_expiry":{"order_time":"2026-11-22 15:00:00 +0700","expiry_duration":30,"unit":"minute"}}""".formatted(CHARGE, CHARGE)));
        var headers = midtrans.requests.getFirst().headers();
        assertThat(headers.get("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("SB-Mid-server-TEST:".getBytes(StandardCharsets.UTF_8)));
        assertThat(headers.get("X-Override-Notification"))
                .isEqualTo("https://pay.example.com/v1/inbound-webhooks/midtrans/" + TEST.workspaceId());
        assertThat(headers.get("Idempotency-Key")).isEqualTo(CHARGE);
        assertThat(headers.get("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            BCA_VA    | BCA        | bca     | "'va_numbers':[{'bank':'bca','va_number':'8127'}]"
            BNI_VA    | BNI        | bni     | "'va_numbers':[{'bank':'bni','va_number':'8127'}]"
            BRI_VA    | BRI        | bri     | "'va_numbers':[{'bank':'bri','va_number':'8127'}]"
            CIMB_VA   | CIMB Niaga | cimb    | "'va_numbers':[{'bank':'cimb','va_number':'8127'}]"
            BSI_VA    | BSI        | bsi     | "'va_numbers':[{'bank':'bsi','va_number':'8127'}]"
            PERMATA_VA| Permata    | permata | "'permata_va_number':'8127'"
            """, delimiter = '|')
    void asksForAVirtualAccount(Method method, String name, String bank, String answer) {
        midtrans.on(CORE, 200, status("201", "pending", answer));
        assertThat(needsAction(charge(method)))
                .isEqualTo(new NextAction.ShowVirtualAccount(name, "8127", null, null, NOW.plusSeconds(30 * 60 + 59)));
        assertThat(sent().path("payment_type").asText()).isEqualTo("bank_transfer");
        assertThat(sent().at("/bank_transfer/bank").asText()).isEqualTo(bank);
        assertThat(midtrans.requests.getFirst().headers().contains("Idempotency-Key"))
                .isEqualTo(method != Method.PERMATA_VA);
    }

    @Test
    void asksForAMandiriBill() {
        midtrans.on(CORE, 200, status("201", "pending", "'bill_key':'778899','biller_code':'70012'"));
        assertThat(needsAction(charge(Method.MANDIRI_VA)))
                .isEqualTo(new NextAction.ShowVirtualAccount(
                        "Mandiri", "778899", "70012", null, NOW.plusSeconds(30 * 60 + 59)));
        assertThat(sent().at("/echannel/bill_info2").asText()).isEqualTo(CHARGE);
    }

    @ParameterizedTest
    @CsvSource({"GOPAY, gopay", "SHOPEEPAY, shopeepay", "DANA, dana"})
    void sendsTheBuyerToAWallet(Method method, String type) {
        midtrans.on(CORE, 200, status("201", "pending", """
                'actions':[{'name':'generate-qr-code','url':'https://m.example/qr'},
                           {'name':'deeplink-redirect','method':'GET','url':'https://m.example/pay?a=1'}]"""));
        assertThat(needsAction(charge(method)))
                .isEqualTo(new NextAction.Redirect("https://m.example/pay?a=1", NOW.plusSeconds(30 * 60 + 59)));
        assertThat(sent().path("payment_type").asText()).isEqualTo(type);
        assertThat(sent().path(type).path("callback_url").asText()).isEqualTo("https://toko.example/kembali");
    }

    @ParameterizedTest
    @CsvSource({"ALFAMART, alfamart, Alfamart", "INDOMARET, indomaret, Indomaret"})
    void asksForACodeAtACounter(Method method, String store, String name) {
        midtrans.on(CORE, 200, status("201", "pending", "'payment_code':'4433','store':'x'"));
        assertThat(needsAction(charge(method)))
                .isEqualTo(new NextAction.ShowCode(name, "4433", NOW.plusSeconds(30 * 60 + 59)));
        assertThat(sent().at("/cstore/store").asText()).isEqualTo(store);
    }

    @Test
    void opensAPageForACard() {
        midtrans.on(SNAP, 201, "{'token':'d379aa71','redirect_url':'https://app.example/d379aa71'}");
        Outcome.NeedsAction needs = (Outcome.NeedsAction) midtrans.ask(charge(Method.CARD));
        Instant end = NOW.plusSeconds(30 * 60);
        assertThat(needs.nextAction()).isEqualTo(new NextAction.Redirect("https://app.example/d379aa71", end));
        assertThat(needs.providerReference()).isEqualTo(CHARGE);
        assertThat(needs.providerData())
                .containsEntry("snapToken", "d379aa71")
                .containsEntry("snapPageExpiresAt", end.toString());
        assertThat(sent().path("enabled_payments")).isEqualTo(json("[\"credit_card\"]"));
        assertThat(sent().at("/credit_card/secure").asBoolean()).isTrue();
        assertThat(sent().at("/callbacks/finish").asText()).isEqualTo("https://toko.example/kembali");
        assertThat(sent().path("expiry")).isEqualTo(json("""
                {"start_time":"2026-11-22 15:00:00 +0700","unit":"minutes","duration":30}"""));
        assertThat(sent().path("page_expiry")).isEqualTo(json("""
                {"unit":"minutes","duration":30}"""));
    }

    @Test
    void keepsTheLimitsOfTimesAndTexts() {
        midtrans.on(CORE, 200, status("201", "pending", "'qr_string':'x'"));
        midtrans.ask(with(Method.QRIS, NOW.minusSeconds(5), "😀".repeat(60)));
        assertThat(sent().at("/custom_expiry/expiry_duration").asInt()).isEqualTo(1);
        assertThat(sent().at("/item_details/0/name").asText()).isEqualTo("😀".repeat(25));
        midtrans.requests.clear();
        midtrans.on(CORE, 200, status("201", "pending", "'qr_string':'x'"));
        midtrans.ask(with(Method.QRIS, NOW.plusSeconds(30L * 24 * 3600), null));
        assertThat(sent().at("/custom_expiry/expiry_duration").asInt()).isEqualTo(7 * 24 * 60);
        assertThat(sent().has("item_details")).isFalse();
        midtrans.requests.clear();
        midtrans.on(CORE, 200, status("201", "pending", "'qr_string':'x'"));
        midtrans.ask(with(Method.QRIS, null, null));
        assertThat(sent().has("custom_expiry")).isFalse();
    }

    @Test
    void speaksWithTheWorldOfTheMode() {
        midtrans.on("POST /live/v2/charge", 200, status("201", "pending", "'qr_string':'x'"));
        Command.Charge test = charge(Method.QRIS);
        assertThat(midtrans.ask(new Command.Charge(
                        LIVE,
                        test.chargeId(),
                        test.method(),
                        test.amount(),
                        test.currency(),
                        null,
                        null,
                        test.returnUrl(),
                        null)))
                .isInstanceOf(Outcome.NeedsAction.class);
    }

    /** The codes have the same meaning as HTTP statuses and as status codes in the body. */
    @ParameterizedTest
    @CsvSource({
        "400, Rejected",
        "401, Rejected",
        "402, Rejected",
        "403, Rejected",
        "404, Rejected",
        "410, Rejected",
        "411, Rejected",
        "412, Rejected",
        "413, Rejected",
        "429, NotDone",
        "500, Unknown",
        "501, Unknown",
        "502, Unknown",
        "503, NotDone",
        "504, Unknown",
        "505, NotDone",
        "202, Unknown",
        "302, Unknown"
    })
    void distinguishesRefusalsInBothChannels(int code, String outcome) {
        midtrans.on(CORE, 200, "{'status_code':'" + code + "','status_message':'No','validation_messages':['Why']}");
        midtrans.on(CORE, code, "<html>A proxy</html>");
        midtrans.on(SNAP, code, "{'error_messages':['Why']}");
        assertThat(midtrans.ask(charge(Method.QRIS)).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(midtrans.ask(charge(Method.QRIS)).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(midtrans.ask(charge(Method.CARD)).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(midtrans.requests).hasSize(3);
    }

    @Test
    void explainsARefusalWithMidtransWords() {
        midtrans.on(SNAP, 400, "{'error_messages':['transaction_details.gross_amount is too small']}");
        assertThat(midtrans.ask(charge(Method.CARD)))
                .isEqualTo(new Outcome.Rejected("invalid_request", "transaction_details.gross_amount is too small"));
    }

    @Test
    void isDeclinedWhenDenied() {
        midtrans.on(CORE, 200, status("202", "deny", "'fraud_status':'accept'"));
        assertThat(midtrans.ask(charge(Method.GOPAY))).isInstanceOf(Outcome.Declined.class);
    }

    @Test
    void isUnknownWhenTheAnswerIsLostAndIsNotSentAgain() {
        midtrans.lose(CORE);
        assertThat(midtrans.ask(charge(Method.QRIS))).isInstanceOf(Outcome.Unknown.class);
        assertThat(midtrans.requests()).containsExactly(CORE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"\"\"", "[]", "null", "{", "\"{'a':1,'a':2}\"", "\"{'status_code':{}}\"", "\"{} {}\""})
    void isUnknownWhenTheAnswerCannotBeRead(String body) {
        midtrans.on(CORE, 200, body).on(SNAP, 201, body);
        assertThat(midtrans.ask(charge(Method.QRIS))).isInstanceOf(Outcome.Unknown.class);
        assertThat(midtrans.ask(charge(Method.CARD))).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"OVO", "LINKAJA", "ASTRAPAY", "PAYPAL", "BANK_TRANSFER"})
    void refusesOtherMethodsBeforeAnythingIsSent(Method method) {
        assertThat(midtrans.ask(charge(method))).isInstanceOf(Outcome.Rejected.class);
        assertThat(midtrans.requests).isEmpty();
    }

    private NextAction needsAction(Command.Charge charge) {
        Outcome.NeedsAction needs = (Outcome.NeedsAction) midtrans.ask(charge);
        assertThat(needs.providerReference()).isEqualTo(TRANSACTION);
        return needs.nextAction();
    }

    private static Command.Charge with(Method method, @Nullable Instant expiresAt, @Nullable String description) {
        Command.Charge charge = charge(method);
        return new Command.Charge(
                charge.tenant(),
                charge.chargeId(),
                method,
                charge.amount(),
                charge.currency(),
                description,
                null,
                charge.returnUrl(),
                expiresAt);
    }

    private JsonNode sent() {
        return midtrans.requests.getFirst().body();
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
