package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.standins.Callback;
import com.plugipay.sandbox.standins.CallbackSender;
import com.plugipay.sandbox.standins.RetryPlan;
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
final class Webhooks {
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
    private final Names names;

    Webhooks(CallbackSender sender, InstantSource clock, Names names) {
        this.sender = sender;
        this.clock = clock;
        this.names = names;
    }

    /** In the envelope of everything but invoices. */
    void send(Account account, String event, JsonObject data) {
        post(
                account,
                new JsonObject()
                        .put("event", event)
                        .put("business_id", account.businessId())
                        .put(
                                "created",
                                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                        .put("data", data));
    }

    void invoice(Checkout invoice) {
        post(invoice.account(), CheckoutJson.invoiceCallback(invoice));
    }

    private void post(Account account, JsonObject body) {
        Merchant merchant = account.merchant();
        String url = merchant.callbackUrl();
        if (url == null) {
            return;
        }
        sender.send(new Callback(
                XenditStandIn.NAME,
                url,
                Map.of("Content-Type", "application/json", PROOF, merchant.callbackToken(), "webhook-id", names.uuid()),
                body.toBuffer(),
                callback -> callback.withHeader(PROOF, "not-" + merchant.callbackToken()),
                PLAN));
    }
}
