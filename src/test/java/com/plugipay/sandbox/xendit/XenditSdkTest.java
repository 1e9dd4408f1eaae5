package com.plugipay.sandbox.xendit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.sdk.NodeSdk;
import io.vertx.core.json.JsonObject;
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
            assertThat(new JsonObject(printed)).isEqualTo(new JsonObject("""
                                    {
                                      "refund": [50000, "QRIS", true],
                                      "otherBody": "409 IDEMPOTENCY_ERROR",
                                      "inProgress": "400 REFUND_IN_PROGRESS",
                                      "refunds": 1,
                                      "refundFound": true,
                                      "transaction": ["PAYMENT", 150000, "PENDING", "QR_CODE", "MONEY_IN"],
                                      "transactionFound": true,
                                      "balance": 1000150000,
                                      "unknownKey": "401 INVALID_API_KEY"
                                    }"""));
        }
    }
}
