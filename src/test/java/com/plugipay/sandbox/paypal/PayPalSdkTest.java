package com.plugipay.sandbox.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.sdk.NodeSdk;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** PayPal's own client library takes the stand-in for PayPal. */
class PayPalSdkTest {
    @Test
    void sellsAndRefunds() throws Exception {
        try (PayPal paypal = new PayPal()) {
            JsonObject seen = new JsonObject(NodeSdk.run("paypal.cjs", paypal.url));
            String order = seen.getJsonObject("created").getString("id");
            assertThat(seen)
                    .isEqualTo(new JsonObject("""
                            {"created":{"http":201,"status":"PAYER_ACTION_REQUIRED","link":"%s","id":"%s"},
                             "early":{"status":422,"issue":"ORDER_NOT_APPROVED","debugId":true},
                             "acted":204,
                             "captured":{"http":201,"order":"COMPLETED","capture":"COMPLETED","fee":"0.74","invoiceId":"sdk-1"},
                             "again":{"http":200,"keys":["id","links","status"]},
                             "found":{"status":"COMPLETED","payer":"QYR5Z8XDVJNXQ"},
                             "refunded":{"http":201,"status":"COMPLETED","total":"4.00"},
                             "afterwards":"PARTIALLY_REFUNDED",
                             "refund":"4.00",
                             "tooMuch":{"status":422,"issue":"REFUND_AMOUNT_EXCEEDED","debugId":true}}
                            """.formatted(paypal.url + "/paypal/checkoutnow?token=" + order, order)));
            assertThat(paypal.book().getLong("refunded")).isEqualTo(400);
        }
    }
}
