package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Notice;
import com.plugipay.providers.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalNoticesTest {
    private static final String CHARGE = "att_01J9ZQ7KBBBBBBBBBBBBBBBBBB";
    private static final String REFUND = "re_01J9ZQ7KCCCCCCCCCCCCCCCCCC";
    private static final String OURS = "'custom_id':'" + CHARGE + "','invoice_id':'" + CHARGE + "'";
    private static final String ORDER = "'supplementary_data':{'related_ids':{'order_id':'5O1'}}";
    private static final String UP = "'links':[{'rel':'up','href':'https://api.paypal.com/v2/payments/captures/3C6'}]";

    @Test
    void readsCapturesWithTheirMoney() {
        assertThat(read(
                        "PAYMENT.CAPTURE.COMPLETED",
                        "'id':'3C6','status':'COMPLETED','amount':{'currency_code':'USD','value':'10.00'},"
                                + "'seller_receivable_breakdown':{'paypal_fee':{'currency_code':'USD','value':'0.84'}},"
                                + OURS + "," + ORDER))
                .containsExactly(new Notice.OfCharge(
                        CHARGE, "5O1", new Outcome.Succeeded("5O1", 1000, "USD", 84L, Map.of("captureId", "3C6"))));
        assertThat(read(
                        "PAYMENT.CAPTURE.PENDING",
                        "'id':'3C6','status':'PENDING','status_details':{'reason':'PENDING_REVIEW'}," + OURS + ","
                                + ORDER))
                .containsExactly(new Notice.OfCharge(
                        CHARGE, "5O1", new Outcome.Held("5O1", "PENDING_REVIEW", Map.of("captureId", "3C6"))));
        assertThat(read("PAYMENT.CAPTURE.DENIED", "'id':'3C6','status':'DECLINED'," + OURS + "," + ORDER))
                .satisfiesExactly(notice ->
                        assertThat(((Notice.OfCharge) notice).outcome()).isInstanceOf(Outcome.Declined.class));
        assertThat(read("PAYMENT.CAPTURE.REVERSED", "'id':'3C6'," + OURS + "," + ORDER))
                .containsExactly(new Notice.OfCharge(
                        CHARGE, "5O1", new Outcome.Reversed("5O1", "PayPal has taken the money back.")));
    }

    @Test
    void asksPayPalWhereTheMoneyCannotBeRead() {
        assertThat(read(
                        "PAYMENT.CAPTURE.COMPLETED",
                        "'id':'3C6','status':'COMPLETED','amount':{'currency_code':'USD','value':'1e3'}," + OURS))
                .containsExactly(new Notice.OfCharge(CHARGE, null, null));
    }

    @Test
    void readsApprovals() {
        assertThat(read("CHECKOUT.ORDER.APPROVED", "'id':'5O1','status':'APPROVED','purchase_units':[{" + OURS + "}]"))
                .containsExactly(new Notice.OfCharge(CHARGE, "5O1", null));
        assertThat(read("CHECKOUT.PAYMENT-APPROVAL.REVERSED", "'order_id':'5O1','purchase_units':[{" + OURS + "}]"))
                .satisfiesExactly(notice -> {
                    Notice.OfCharge charge = (Notice.OfCharge) notice;
                    assertThat(charge.providerReference()).isEqualTo("5O1");
                    assertThat(charge.outcome()).isInstanceOf(Outcome.Declined.class);
                });
    }

    @Test
    void readsRefundsOfOursAndOfTheMerchants() {
        String money = "'id':'1JU','status':'COMPLETED','amount':{'currency_code':'USD','value':'4.00'}";
        Outcome done = new Outcome.Succeeded("1JU", 400, "USD", null, Map.of());
        assertThat(read(
                        "PAYMENT.CAPTURE.REFUNDED",
                        money + ",'custom_id':'" + REFUND + "','invoice_id':'" + REFUND + "'," + UP))
                .containsExactly(new Notice.OfRefund(REFUND, "1JU", null, "3C6", 400, "USD", done));
        assertThat(read("PAYMENT.CAPTURE.REFUNDED", money + "," + OURS + "," + UP))
                .containsExactly(new Notice.OfRefund(null, "1JU", CHARGE, "3C6", 400, "USD", done));
        assertThat(read("PAYMENT.REFUND.PENDING", money.replace("COMPLETED", "PENDING") + "," + UP))
                .containsExactly(new Notice.OfRefund(
                        null, "1JU", null, "3C6", 400, "USD", new Outcome.Pending("1JU", Map.of())));
        assertThat(read("PAYMENT.REFUND.FAILED", money.replace("COMPLETED", "FAILED") + "," + UP))
                .satisfiesExactly(notice ->
                        assertThat(((Notice.OfRefund) notice).outcome()).isInstanceOf(Outcome.Declined.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "not json",
                "{'event_type':'PAYMENT.CAPTURE.COMPLETED'",
                "{'event_type':'CUSTOMER.DISPUTE.CREATED','resource':{}}",
                "{'event_type':{'a':1}}",
                "{'event_type':'PAYMENT.CAPTURE.COMPLETED','resource':[]}",
                "{'event_type':'PAYMENT.CAPTURE.COMPLETED','resource':{'custom_id':'a\\u0000b'}}",
                "{'event_type':'PAYMENT.CAPTURE.REFUNDED','resource':{'custom_id':'re_1','amount':{'value':'4.00'}}}",
                "{'event_type':'CHECKOUT.ORDER.APPROVED','resource':{'id':'../x'}}"
            })
    void readsNothingFromWhatIsNoEventOfOurs(String body) {
        assertThat(PayPalNotices.read(Buffer.buffer(body.replace('\'', '"')))).isEmpty();
    }

    private static List<Notice> read(String type, String resource) {
        return PayPalNotices.read(Buffer.buffer(
                ("{'id':'WH-1','event_type':'" + type + "','resource':{" + resource + "}}").replace('\'', '"')));
    }
}
