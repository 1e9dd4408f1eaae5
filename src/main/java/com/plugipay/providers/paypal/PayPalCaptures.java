package com.plugipay.providers.paypal;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads captures, which alone show whether money was moved: an order is COMPLETED also when its capture is pending or
 * declined. https://developer.paypal.com/docs/api/payments/v2/#captures_get
 */
final class PayPalCaptures {
    /** The reason of a capture that was "reversed in response to the payer disputing" it, whatever its status. */
    private static final String TAKEN_BACK = "CHARGEBACK";

    private PayPalCaptures() {}

    /** Returns the decisive capture of an order: one that has moved money, or else any. */
    static Optional<JsonFields> of(JsonFields order) {
        List<JsonFields> failed = new ArrayList<>();
        for (JsonFields capture :
                order.first("purchase_units").object("payments").all("captures")) {
            if (isPaid(capture)) {
                return Optional.of(capture);
            }
            failed.add(capture);
        }
        return failed.stream().findFirst();
    }

    /** Whether the buyer has paid, even if PayPal holds the money for now. */
    static boolean isPaid(JsonFields capture) {
        return switch (capture.textOrEmpty("status")) {
            case "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED", "PENDING" -> true;
            default -> false;
        };
    }

    /**
     * Returns the outcome of the charge; empty when the capture cannot be read.
     *
     * @param orderId the reference of the charge; null when it is not known
     */
    static Optional<Outcome> outcome(JsonFields capture, @Nullable String orderId) {
        if (reason(capture, "").equals(TAKEN_BACK)) {
            return Optional.of(new Outcome.Reversed(orderId, "The buyer's bank has taken the money back."));
        }
        return switch (capture.textOrEmpty("status")) {
            // A later refund does not change the captured amount.
            case "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED" -> succeeded(capture, orderId);
            case "PENDING" -> Optional.of(new Outcome.Held(orderId, reason(capture, "PENDING"), data(capture)));
            case "DECLINED" -> Optional.of(declined(capture, "capture_declined"));
            case "FAILED" -> Optional.of(declined(capture, "capture_failed"));
            default -> Optional.empty();
        };
    }

    /** Returns PayPal's exact fee; empty while PayPal does not report it, or when it is in another currency. */
    static Optional<Long> fee(JsonFields capture) {
        Optional<String> currency = PayPalMoney.read(capture.object("amount")).map(PayPalMoney::currency);
        return PayPalMoney.read(capture.object("seller_receivable_breakdown").object("paypal_fee"))
                .filter(fee -> currency.equals(Optional.of(fee.currency())))
                .map(PayPalMoney::amount);
    }

    static Outcome.Declined declined(JsonFields capture, String code) {
        return new Outcome.Declined(code, "PayPal could not take the money: " + reason(capture, code));
    }

    private static Optional<Outcome> succeeded(JsonFields capture, @Nullable String orderId) {
        return PayPalMoney.read(capture.object("amount"))
                .map(money -> new Outcome.Succeeded(
                        orderId, money.amount(), money.currency(), fee(capture).orElse(null), data(capture)));
    }

    private static Map<String, Object> data(JsonFields capture) {
        return PayPalJson.id(capture, "id")
                .<Map<String, Object>>map(id -> Map.of("captureId", id))
                .orElse(Map.of());
    }

    private static String reason(JsonFields capture, String fallback) {
        return PayPalJson.id(capture.object("status_details"), "reason").orElse(fallback);
    }
}
