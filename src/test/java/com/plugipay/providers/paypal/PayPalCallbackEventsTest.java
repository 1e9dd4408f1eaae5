package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.CallbackEvent;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalCallbackEventsTest {
    private static final String CHARGE = "att_01J9ZQ7KBBBBBBBBBBBBBBBBBB";
    private static final String REFUND = "re_01J9ZQ7KCCCCCCCCCCCCCCCCCC";
    private static final String OURS = "'custom_id':'" + CHARGE + "','invoice_id':'" + CHARGE + "'";
    private static final String ORDER = "'supplementary_data':{'related_ids':{'order_id':'5O1'}}";
    private static final String UP = "'links':[{'rel':'up','href':'https://api.paypal.com/v2/payments/captures/3C6'}]";

    /** The rest of the body is ignored: anybody can change it without changing the signature. */
    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "PENDING", "DECLINED", "DENIED"})
    void readsOnlyWhichCaptureItIs(String word) {
        assertThat(read(
                        "PAYMENT.CAPTURE." + word,
                        "'id':'3C6','status':'COMPLETED','amount':{'currency_code':'USD','value':'10.00'}," + OURS + ","
                                + ORDER))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "5O1", null));
    }

    @Test
    void readsReversals() {
        assertThat(read("PAYMENT.CAPTURE.REVERSED", "'id':'3C6'," + OURS + "," + ORDER))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "5O1", null));
        assertThat(read("PAYMENT.CAPTURE.REVERSED", "'id':'1JU'," + UP))
                .containsExactly(
                        new CallbackEvent.OfCharge(null, "3C6", null),
                        new CallbackEvent.OfRefund(null, "1JU", null, "3C6"));
    }

    @Test
    void readsApprovals() {
        assertThat(read("CHECKOUT.ORDER.APPROVED", "'id':'5O1','status':'APPROVED','purchase_units':[{" + OURS + "}]"))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "5O1", null));
        assertThat(read("CHECKOUT.PAYMENT-APPROVAL.REVERSED", "'order_id':'5O1','purchase_units':[{" + OURS + "}]"))
                .containsExactly(new CallbackEvent.OfCharge(CHARGE, "5O1", null));
    }

    @Test
    void readsRefundsOfOursAndOfTheMerchants() {
        assertThat(read(
                        "PAYMENT.CAPTURE.REFUNDED",
                        "'id':'1JU','custom_id':'" + REFUND + "','invoice_id':'" + REFUND + "'," + UP))
                .containsExactly(new CallbackEvent.OfRefund(REFUND, "1JU", null, "3C6"));
        assertThat(read("PAYMENT.CAPTURE.REFUNDED", "'id':'1JU'," + OURS + "," + UP))
                .containsExactly(new CallbackEvent.OfRefund(null, "1JU", CHARGE, "3C6"));
        assertThat(read("PAYMENT.REFUND.PENDING", "'id':'1JU'," + UP))
                .containsExactly(new CallbackEvent.OfRefund(null, "1JU", null, "3C6"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "not json",
                "{'event_type':'PAYMENT.CAPTURE.COMPLETED'",
                "{'event_type':'PAYMENT.CAPTURE.COMPLETED','resource':[]}",
                "{'event_type':'PAYMENT.CAPTURE.COMPLETED','resource':{'custom_id':'a\\u0000b'}}",
                "{'event_type':'PAYMENT.CAPTURE.REFUNDED','resource':{'custom_id':'re_1','amount':{'value':'4.00'}}}",
                "{'event_type':'CHECKOUT.ORDER.APPROVED','resource':{'id':'../x'}}"
            })
    void reportsUnreadableBodies(String body) {
        assertThat(PayPalCallbackEvents.read(Buffer.buffer(body.replace('\'', '"'))))
                .isNotEmpty()
                .allMatch(notice -> notice instanceof CallbackEvent.Unreadable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'event_type':'CUSTOMER.DISPUTE.CREATED','resource':{}}", "{'event_type':{'a':1}}"})
    void ignoresOtherEvents(String body) {
        assertThat(PayPalCallbackEvents.read(Buffer.buffer(body.replace('\'', '"'))))
                .isEmpty();
    }

    private static List<CallbackEvent> read(String type, String resource) {
        return PayPalCallbackEvents.read(Buffer.buffer(
                ("{'id':'WH-1','event_type':'" + type + "','resource':{" + resource + "}}").replace('\'', '"')));
    }
}
