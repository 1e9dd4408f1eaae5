package com.plugipay.providers.xendit;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates Xendit's statuses into outcomes. */
final class XenditOutcomes {
    /** The error codes about the buyer's card or wallet, or about another refund that has to end first. */
    private static final Set<String> DECLINES =
            Set.of("CARD_EXPIRED", "INVALID_PAYMENT_DETAILS", "INVALID_TOKEN", "REFUND_IN_PROGRESS");

    private XenditOutcomes() {}

    /** Returns the outcome of a change that has failed. */
    static Outcome ofChange(ProviderReply.Failed failed) {
        return failed instanceof ProviderReply.Refused refused && DECLINES.contains(refused.code())
                ? refused.declined()
                : failed.changeOutcome();
    }

    /** Returns the outcome of a payment request or a payment. */
    static Outcome of(JsonFields object) {
        Map<String, Object> data = XenditReference.data(object);
        String reference = object.id("payment_request_id");
        return switch (object.status()) {
            case "REQUIRES_ACTION", "ACCEPTING_PAYMENTS", "PENDING", "AUTHORIZED" ->
                new Outcome.Pending(reference, data);
            case "SUCCEEDED" -> Outcome.succeeded(reference, paidAmount(object), object.currency(), data);
            case "FAILED" -> failed(object);
            case "CANCELED", "CANCELLED" -> canceled(object);
            case "EXPIRED" -> new Outcome.Declined("expired", "The payment was not made in time.");
            default -> new Outcome.Unknown("Unknown status: " + object.status());
        };
    }

    /** Returns the outcome of a hosted page without a payment. */
    static Outcome ofSession(JsonFields session) {
        return switch (session.status()) {
            case "ACTIVE" -> new Outcome.Pending(session.id("payment_session_id"), XenditReference.data(session));
            case "CANCELED", "CANCELLED" -> new Outcome.Declined("canceled", "The payment page was closed.");
            case "EXPIRED" -> new Outcome.Declined("expired", "The payment was not made in time.");
            default -> new Outcome.Unknown("The payment page is " + session.status() + " without a payment");
        };
    }

    /** Xendit cancels only what waits for the buyer; an absent buyer's charge is canceled because it does. */
    private static Outcome canceled(JsonFields object) {
        return XenditStoredCharges.isBuyerAbsent(object)
                ? new Outcome.Declined(DeclineCodes.ACTION_REQUIRED, "The buyer has to confirm this payment.")
                : new Outcome.Declined("canceled", "The payment was canceled.");
    }

    private static Outcome failed(JsonFields object) {
        String code = object.text("failure_code");
        String message = object.text("failure_message");
        return new Outcome.Declined(
                code == null ? "failed" : code, message == null ? "The payment has failed." : message);
    }

    /** Returns the captured amount if Xendit names it, otherwise the requested amount; null when it cannot be read. */
    private static @Nullable Long paidAmount(JsonFields object) {
        String currency = object.currency();
        List<JsonFields> captures = object.list("captures");
        if (captures != null && !captures.isEmpty()) {
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonFields capture : captures) {
                BigDecimal amount = capture.number("capture_amount");
                if (amount == null) {
                    return null;
                }
                sum = sum.add(amount);
            }
            return JsonFields.minor(sum, currency);
        }
        return object.amount(object.has("request_amount") ? "request_amount" : "amount", currency);
    }
}
