package com.plugipay.sandbox.xendit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.sdk.NodeSdk;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Xendit's own client library must not notice the difference. */
class XenditSdkTest {
    /** The first test that needs the libraries installs them. */
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @Test
    void satisfiesTheClientLibrary() {
        try (XenditWorld world = new XenditWorld()) {
            String printed = NodeSdk.run("xendit.cjs", world.url() + "/xendit", XenditWorld.KEY, world.url());
            Map<String, Object> seen = new JsonObject(printed).getMap();
            assertThat(seen).containsKey("invoiceUrl");
            assertThat(String.valueOf(seen.remove("invoiceUrl"))).startsWith(world.url() + "/xendit/checkout/web/");
            assertThat(new JsonObject(seen)).isEqualTo(new JsonObject("""
                                    {
                                      "invoice": ["order-1", 150000, "PENDING", 7, 3600000],
                                      "found": ["PENDING", 1, true],
                                      "expired": "EXPIRED",
                                      "paid": "PAID",
                                      "refund": [50000, "QRIS", true],
                                      "otherBody": "409 IDEMPOTENCY_ERROR",
                                      "inProgress": "400 REFUND_IN_PROGRESS",
                                      "refunds": 1,
                                      "refundFound": true,
                                      "request": ["PENDING", 25000, "000201010212"],
                                      "requestPaid": "SUCCEEDED",
                                      "transaction": ["PAYMENT", 150000, "PENDING", "QR_CODE", "MONEY_IN"],
                                      "transactionFound": true,
                                      "balance": 1000175000,
                                      "unknownKey": "401 INVALID_API_KEY",
                                      "unknownInvoice": "404 INVOICE_NOT_FOUND_ERROR",
                                      "badEmail": "400 EMAIL_FORMAT_ERROR"
                                    }"""));
        }
    }
}
