package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.Checkout;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditPayment;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Sessions as the API writes them. */
public final class CheckoutJson {
    private CheckoutJson() {}

    /**
     * A session, as answers and callbacks show it.
     *
     * @param baseUrl of the buyers' pages
     */
    public static JsonObject session(Checkout session, String baseUrl) {
        Checkout.Asked asked = session.asked();
        Optional<PaymentRequest> paidBy = session.paidBy();
        return asked.answer()
                .copy()
                .put("payment_session_id", session.id())
                .put("reference_id", asked.reference())
                .put("amount", Amounts.write(asked.amount(), asked.currency()))
                .put("currency", asked.currency())
                .put("expires_at", asked.expiresAt().toString())
                .put("description", asked.description())
                .put("metadata", asked.metadata())
                .put("success_return_url", asked.successUrl())
                .put("cancel_return_url", asked.cancelUrl())
                .put("status", session.status().name())
                .put("payment_link_url", baseUrl + session.path())
                .put("payment_token_id", null)
                .put("payment_request_id", paidBy.map(PaymentRequest::id).orElse(null))
                .put(
                        "payment_id",
                        paidBy.flatMap(PaymentRequest::success)
                                .map(XenditPayment::id)
                                .orElse(null))
                .put("business_id", session.account().businessId())
                .put("created", session.createdAt().toString())
                .put("updated", session.updatedAt().toString());
    }
}
