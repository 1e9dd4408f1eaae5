package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Sends callbacks to a merchant, as docs.xendit.co describes: with the account's token in a header, and for a day.
 *
 * <p>The token proves who sends, and nothing about what is sent. Without a URL in the dashboard nothing is sent.
 */
record XenditNotifier(StandInTools tools, SeededIds ids) {
    private static final String PROOF = "x-callback-token";
    private static final RetryPlan PLAN = RetryPlan.after(
            Duration.ofMinutes(15),
            Duration.ofMinutes(45),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    void send(XenditMerchant merchant, String event, JsonObject data) {
        String url = merchant.callbackUrl();
        if (url == null) {
            return;
        }
        JsonObject body = new JsonObject()
                .put("event", event)
                .put("business_id", merchant.businessId)
                .put("created", tools.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("data", data);
        String token = merchant.callbackToken();
        tools.callbacks()
                .send(new OutgoingCallback(
                        XenditStandIn.NAME,
                        url,
                        Map.of("Content-Type", "application/json", PROOF, token, "webhook-id", ids.uuid()),
                        body.toBuffer(),
                        callback -> callback.withHeader(PROOF, "not-" + token),
                        PLAN));
    }
}
