package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.CHARGE;
import static com.plugipay.providers.midtrans.RecordedMidtrans.LIVE_KEY;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST_KEY;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MidtransCallbackEventsTest {
    private static final String REFUND = "re_01J9ZQ7KCCCCCCCCCCCCCCCCCC";

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    /** Checked against Midtrans's own client library. */
    @Test
    void acceptsThePublishedSignature() {
        assertThat(verify(Buffer.buffer("""
                {"order_id":"order-101","status_code":"200","gross_amount":"10000.00","signature_key":"c9ce42362c35b05383e4\
                e52fd0072f2080ec4664bbe5b87a88ea3217a5a9107e2cdee5befb4609d8f0ed35d8ea8baee08a9ea9966e351cf59aec7cf64735b269"}"""))).isInstanceOf(Verification.Genuine.class);
    }

    @Test
    void findsTheModeByTheKey() {
        assertThat(verify(notice(TEST_KEY, "settlement", "")))
                .isInstanceOfSatisfying(
                        Verification.Genuine.class,
                        good -> assertThat(good.mode()).isEqualTo(Mode.TEST));
        assertThat(verify(notice(LIVE_KEY, "settlement", "")))
                .isInstanceOfSatisfying(
                        Verification.Genuine.class,
                        good -> assertThat(good.mode()).isEqualTo(Mode.LIVE));
        assertThat(verify(notice("SB-Mid-server-OTHER", "settlement", ""))).isEqualTo(new Verification.Rejected());
        assertThat(get(new ProviderCallback("ws_other", Map.of(), notice(TEST_KEY, "settlement", ""))))
                .isEqualTo(new Verification.Rejected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "\u0000",
                "{}",
                "{'order_id':'a','status_code':'200','gross_amount':'1.00'}",
                "{'order_id':'a','status_code':'200','gross_amount':'1.00','signature_key':''}",
                "{'order_id':'a','status_code':200,'gross_amount':1.00,'signature_key':'ab'}",
                "{'order_id':{},'status_code':[],'gross_amount':null,'signature_key':'ab'}",
                "{'order_id':'a','order_id':'b','status_code':'200','gross_amount':'1.00','signature_key':'ab'}",
                "{'account_id':'1','account_status':'ENABLED','status_code':'200','signature_key':'ab'}"
            })
    void takesNothingElse(String body) {
        Buffer bytes = Buffer.buffer(body.replace('\'', '"'));
        assertThat(verify(bytes)).isEqualTo(new Verification.Rejected());
        // At most that the status of a charge has to be queried.
        assertThat(midtrans.provider.read(bytes))
                .isIn(
                        List.of(),
                        List.of(new CallbackEvent.OfCharge("a", null, null)),
                        List.of(new CallbackEvent.OfStoredMethod(null, new Secret("1"))));
    }

    @Test
    void differentContentIsADifferentCallback() {
        String settled = identity(notice(TEST_KEY, "settlement", ""));
        String refunded = identity(notice(TEST_KEY, "refund", refund("")));
        assertThat(settled)
                .hasSizeLessThanOrEqualTo(200)
                .isEqualTo(identity(notice(TEST_KEY, "settlement", ",'new_field':1")))
                .isNotEqualTo(identity(notice(TEST_KEY, "deny", "")));
        assertThat(refunded)
                .isNotEqualTo(
                        identity(notice(TEST_KEY, "refund", refund(",'bank_confirmed_at':'2026-11-22 16:10:04'"))));
    }

    /** The signature does not cover the status, so the status has to be queried. */
    @Test
    void reportsTheChargeWithoutAnOutcome() {
        assertThat(midtrans.provider.read(notice(TEST_KEY, "settlement", "")))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, TRANSACTION, null));
    }

    @Test
    void reportsEveryRefund() {
        Buffer body = notice(TEST_KEY, "partial_refund", """
                ,'refunds':[{'refund_chargeback_id':88123,'refund_amount':'50000.00','refund_key':'%s'},
                 {'refund_chargeback_id':88124,'refund_amount':'20000.00','refund_key':'dashboard-1'},
                 {'refund_amount':'20000.00','refund_key':'dashboard-2'},
                 {'refund_chargeback_id':88125,'refund_amount':'x','refund_key':'dashboard-3'},7]""".formatted(REFUND));
        assertThat(midtrans.provider.read(body))
                .containsExactly(
                        new CallbackEvent.OfCharge(CHARGE, TRANSACTION, null),
                        new CallbackEvent.OfRefund(REFUND, "88123", CHARGE, TRANSACTION),
                        new CallbackEvent.OfRefund(null, "88124", CHARGE, TRANSACTION));
    }

    @Test
    void reportsALinkedAccount() {
        String linked = account("ENABLED", "200", signature("acc-1ENABLED200" + TEST_KEY));
        String unlinked = account("DISABLED", "204", signature("acc-1DISABLED204" + TEST_KEY));
        assertThat(identity(Buffer.buffer(linked))).isNotEqualTo(identity(Buffer.buffer(unlinked)));
        assertThat(verify(Buffer.buffer(account("DISABLED", "204", signature("acc-1ENABLED200" + TEST_KEY)))))
                .isEqualTo(new Verification.Rejected());
        assertThat(midtrans.provider.read(Buffer.buffer(unlinked)))
                .containsExactly(new CallbackEvent.OfStoredMethod(null, new Secret("acc-1")));
        assertThat(midtrans.provider.read(Buffer.buffer(unlinked.replace("acc-1", "../x"))))
                .containsExactly(CallbackEvent.Unreadable.NAMES_NO_PAYMENT);
    }

    private static String account(String status, String code, String signature) {
        return """
                {"account_id":"acc-1","merchant_id":"G000000001","payment_type":"gopay","signature_key":"%s",
                 "status_code":"%s","account_status":"%s","status_message":"Midtrans account notification"}""".formatted(signature, code, status);
    }

    private static String refund(String more) {
        return ",'refunds':[{'refund_chargeback_id':88123,'refund_amount':'50000.00','refund_key':'" + REFUND + "'"
                + more + "}]";
    }

    private static Buffer notice(String serverKey, String status, String more) {
        return Buffer.buffer(
                """
                {'transaction_time':'2026-11-22 15:00:03','transaction_status':'%s','transaction_id':'%s',
                 'status_message':'midtrans payment notification','status_code':'200','signature_key':'%s',
                 'payment_type':'qris','order_id':'%s','gross_amount':'150000.00','currency':'IDR'%s}""".formatted(status, TRANSACTION, signature(CHARGE + "200150000.00" + serverKey), CHARGE, more)
                        .replace('\'', '"'));
    }

    private static String signature(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String identity(Buffer body) {
        return ((Verification.Genuine) verify(body)).identity();
    }

    private Verification verify(Buffer body) {
        return get(new ProviderCallback(TEST.workspaceId(), Map.of(), body));
    }

    private Verification get(ProviderCallback callback) {
        return RecordedMidtrans.get(midtrans.provider.verify(callback));
    }
}
