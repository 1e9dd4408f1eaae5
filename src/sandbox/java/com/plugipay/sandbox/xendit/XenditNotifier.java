package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.callbacks.CallbackSender;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Tells a merchant what happened, as docs.xendit.co describes: with the account's token in a header, and for a day.
 *
 * <p>The token proves who sends, and nothing about what is sent. Without a URL in the dashboard nobody is told.
 */
final class XenditNotifier {
    private static final String PROOF = "x-callback-token";
    private static final RetryPlan PLAN = RetryPlan.after(
            Duration.ofMinutes(15),
            Duration.ofMinutes(45),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private final CallbackSender sender;
    private final InstantSource clock;
    private final SeededIds ids;

    XenditNotifier(CallbackSender sender, InstantSource clock, SeededIds ids) {
        this.sender = sender;
        this.clock = clock;
        this.ids = ids;
    }

    void send(Account account, String event, JsonObject data) {
        XenditMerchant merchant = account.merchant();
        String url = merchant.callbackUrl();
        if (url == null) {
            return;
        }
        JsonObject body = new JsonObject()
                .put("event", event)
                .put("business_id", account.businessId())
                .put("created", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("data", data);
        sender.send(new OutgoingCallback(
                XenditStandIn.NAME,
                url,
                Map.of("Content-Type", "application/json", PROOF, merchant.callbackToken(), "webhook-id", ids.uuid()),
                body.toBuffer(),
                callback -> callback.withHeader(PROOF, "not-" + merchant.callbackToken()),
                PLAN));
    }
}
