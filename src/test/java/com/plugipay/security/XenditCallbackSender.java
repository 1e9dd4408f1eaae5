package com.plugipay.security;

import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends callbacks to a merchant's workspace as Xendit does, with true or false contents. */
record XenditCallbackSender(Api api) {
    static final String TOKEN = Sandbox.account(XenditFactory.KIND, 0).getString("callbackToken");

    /** Connects the first account with that token, and more of its settings as JSON. */
    void connect(String token, String more) {
        api.put("/v1/adapters/xendit", """
                {"secretKey":"%s","callbackToken":"%s"%s}""".formatted(
                                Sandbox.account(XenditFactory.KIND, 0).getString("secretKey"),
                                token,
                                more.isEmpty() ? "" : "," + more))
                .expect(200);
    }

    /** Sends the callback of a payment. */
    Answer paid(StartedCheckout purchase, long amount) {
        return paid(purchase, amount, purchase.providerReference(), TOKEN);
    }

    Answer paid(StartedCheckout purchase, long amount, String reference, String token) {
        String body = """
                {"event":"payment.capture","data":{"payment_id":"py-%1$s","reference_id":"%1$s","payment_request_id":"%2$s",
                 "currency":"IDR","request_amount":%3$d,"captures":[{"capture_amount":%3$d}],"channel_code":"GOPAY",
                 "status":"SUCCEEDED"}}""".formatted(purchase.attempt(), reference, amount);
        return api.raw(
                "POST",
                "/v1/inbound-webhooks/xendit/" + api.key().apiKey().workspaceId(),
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("x-callback-token", token));
    }
}
