package com.plugipay.providers.xendit;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of callbacks: https://docs.xendit.co/docs/handling-webhooks.
 *
 * <p>The token that proves them does not cover the body, but it is all the proof that Xendit gives: to ask after each
 * payment would meet the limit on requests in the very hour in which many buy. So a success that names amount, currency and
 * payment request carries its outcome, and the inbox decides whether Xendit is asked to confirm it; for everything less
 * complete, and for every refund, Xendit is asked.
 */
final class XenditCallbackEvents {
    /** Plugipay's ids are letters, digits and an underscore; other references are the merchant's own. */
    private static final String OURS = "\\w{1,64}";

    private static final CallbackEvent NAMES_NOTHING = new CallbackEvent.Unreadable("names_no_payment");
    private static final Outcome ONE_TRY = new Outcome.Pending(null, Map.of());

    private XenditCallbackEvents() {}

    static List<CallbackEvent> read(Buffer body) {
        JsonFields object = JsonFields.parse(body);
        if (!object.isObject()) {
            return List.of(new CallbackEvent.Unreadable("not_json"));
        }
        XenditCallbackEnvelope envelope = XenditCallbackEnvelope.open(object);
        JsonFields data = envelope.data();
        return switch (envelope.event()) {
            case "payment.capture", "payment.succeeded" -> ofCharge(data, succeeded(data));
            case "payment.failure" -> ofCharge(data, failed(data));
            case "payment_request.expiry" -> ofCharge(data, expired(data));
            // A page that was completed is no money yet.
            case "payment_session.completed" -> ofSession(data, null);
            case "payment_session.expired" -> ofSession(data, sessionExpired(data));
            case "refund.succeeded", "refund.failed" -> ofRefund(data);
            default -> List.of();
        };
    }

    private static List<CallbackEvent> ofCharge(JsonFields data, @Nullable Outcome outcome) {
        return ofCharge(data, data.id("payment_request_id"), outcome);
    }

    /** A charge by a hosted page is known by the page's id. */
    private static List<CallbackEvent> ofSession(JsonFields data, @Nullable Outcome outcome) {
        return ofCharge(data, data.anyId("payment_session_id", "payment_request_id"), outcome);
    }

    private static List<CallbackEvent> ofCharge(
            JsonFields data, @Nullable String reference, @Nullable Outcome outcome) {
        String chargeId = ours(data);
        return chargeId == null && reference == null
                ? List.of(NAMES_NOTHING)
                : List.of(new CallbackEvent.OfCharge(chargeId, reference, outcome));
    }

    private static @Nullable Outcome succeeded(JsonFields data) {
        boolean complete = data.id("payment_request_id") != null && XenditReference.paymentId(data) != null;
        return complete && XenditOutcomes.of(data) instanceof Outcome.Succeeded paid ? paid : null;
    }

    /** A failed try is not the end of a hosted page; for other methods Xendit is asked about the payment request. */
    private static @Nullable Outcome failed(JsonFields data) {
        return XenditChannel.isHosted(data.text("channel_code")) ? ONE_TRY : null;
    }

    private static @Nullable Outcome expired(JsonFields data) {
        String channel = data.text("channel_code");
        if (XenditChannel.isHosted(channel)) {
            return ONE_TRY;
        }
        // A code that has expired may have been paid before.
        boolean certain = channel != null
                && !XenditChannel.isReusable(channel)
                && data.status().equals("EXPIRED");
        return certain ? XenditOutcomes.of(data) : null;
    }

    /** The buyer may have begun to pay in the last minute. */
    private static @Nullable Outcome sessionExpired(JsonFields data) {
        boolean certain = data.status().equals("EXPIRED") && !data.has("payment_request_id");
        return certain ? XenditOutcomes.ofSession(data) : null;
    }

    private static List<CallbackEvent> ofRefund(JsonFields data) {
        String id = data.id("id");
        String refundId = ours(data);
        if (id == null && refundId == null) {
            return List.of(NAMES_NOTHING);
        }
        return List.of(new CallbackEvent.OfRefund(
                refundId, id, null, data.anyId("payment_request_id", "payment_id", "invoice_id")));
    }

    private static @Nullable String ours(JsonFields data) {
        String reference = data.text("reference_id");
        return reference != null && reference.matches(OURS) ? reference : null;
    }
}
