package com.plugipay.providers.xendit;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of callbacks: https://docs.xendit.co/docs/handling-webhooks.
 *
 * <p>The token that proves a callback does not cover its body, but Xendit gives no other proof, and to query the status
 * of each payment would exceed the limit on requests in the busiest hours. So a success that names amount, currency and
 * payment request carries its outcome, and the inbox decides whether a status query has to confirm it. For everything
 * less complete, and for every refund, the status is queried.
 */
final class XenditCallbackEvents {
    private static final Outcome TRY_FAILED = new Outcome.Pending(null, Map.of());

    private XenditCallbackEvents() {}

    static List<CallbackEvent> read(Buffer body) {
        JsonFields object = JsonFields.parse(body);
        if (!object.isObject()) {
            return List.of(CallbackEvent.Unreadable.NOT_JSON);
        }
        XenditCallbackEnvelope envelope = XenditCallbackEnvelope.open(object);
        JsonFields data = envelope.data();
        return switch (envelope.event()) {
            case "payment.capture", "payment.succeeded" -> ofCharge(data, succeeded(data));
            case "payment.failure" -> ofCharge(data, failed(data));
            case "payment_request.expiry" -> ofCharge(data, expired(data));
            // The completion of a page does not mean that the money has come.
            case "payment_session.completed" -> ofSession(data, null);
            case "payment_session.expired" -> ofSession(data, sessionExpired(data));
            case "payment_token.activation", "payment_token.failure", "payment_token.expiry" -> ofToken(data);
            case "refund.succeeded", "refund.failed" -> ofRefund(data);
            default -> List.of();
        };
    }

    private static List<CallbackEvent> ofCharge(JsonFields data, @Nullable Outcome outcome) {
        return ofCharge(data, data.id("payment_request_id"), outcome);
    }

    /**
     * The reference of a charge by a hosted page is the page's id. A page may store a method, also without a payment.
     */
    private static List<CallbackEvent> ofSession(JsonFields data, @Nullable Outcome outcome) {
        if (data.textOrEmpty("session_type").equals("SAVE")) {
            return ofToken(data);
        }
        List<CallbackEvent> events =
                new ArrayList<>(ofCharge(data, data.anyId("payment_session_id", "payment_request_id"), outcome));
        if (data.id(XenditTokens.TOKEN) != null) {
            events.addAll(ofToken(data));
        }
        return events;
    }

    private static List<CallbackEvent> ofToken(JsonFields data) {
        String chargeId = XenditReference.plugipayId(data);
        String token = data.id(XenditTokens.TOKEN);
        return chargeId == null && token == null
                ? List.of(CallbackEvent.Unreadable.NAMES_NO_PAYMENT)
                : List.of(new CallbackEvent.OfStoredMethod(chargeId, token == null ? null : new Secret(token)));
    }

    private static List<CallbackEvent> ofCharge(
            JsonFields data, @Nullable String reference, @Nullable Outcome outcome) {
        String chargeId = XenditReference.plugipayId(data);
        return chargeId == null && reference == null
                ? List.of(CallbackEvent.Unreadable.NAMES_NO_PAYMENT)
                : List.of(new CallbackEvent.OfCharge(chargeId, reference, outcome));
    }

    private static @Nullable Outcome succeeded(JsonFields data) {
        boolean complete = data.id("payment_request_id") != null && XenditReference.paymentId(data) != null;
        return complete && XenditOutcomes.of(data) instanceof Outcome.Succeeded paid ? paid : null;
    }

    /** A hosted page stays open after a failed try; for other methods the status of the payment request is queried. */
    private static @Nullable Outcome failed(JsonFields data) {
        return isTryOnPage(data) ? TRY_FAILED : null;
    }

    private static boolean isTryOnPage(JsonFields data) {
        return XenditChannel.isHosted(data.text("channel_code")) && !XenditStoredCharges.isOne(data);
    }

    private static @Nullable Outcome expired(JsonFields data) {
        if (isTryOnPage(data)) {
            return TRY_FAILED;
        }
        String channel = data.text("channel_code");
        // A reusable code that has expired may have been paid before.
        boolean isCertain = channel != null
                && !XenditChannel.isReusable(channel)
                && data.status().equals("EXPIRED");
        return isCertain ? XenditOutcomes.of(data) : null;
    }

    /** An expired page with a payment request is queried, because the buyer may have begun to pay in the last minute. */
    private static @Nullable Outcome sessionExpired(JsonFields data) {
        boolean isCertain = data.status().equals("EXPIRED") && !data.has("payment_request_id");
        return isCertain ? XenditOutcomes.ofSession(data) : null;
    }

    private static List<CallbackEvent> ofRefund(JsonFields data) {
        String id = data.id("id");
        String refundId = XenditReference.plugipayId(data);
        if (id == null && refundId == null) {
            return List.of(CallbackEvent.Unreadable.NAMES_NO_PAYMENT);
        }
        return List.of(new CallbackEvent.OfRefund(
                refundId, id, null, data.anyId("payment_request_id", "payment_id", "invoice_id")));
    }
}
