package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.Notice;
import com.plugipay.providers.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that PayPal sends. Their signature covers the whole body, so what they say of money is taken as it is.
 * https://developer.paypal.com/api/rest/webhooks/event-names/
 */
final class PayPalNotices {
    private static final String OUR_REFUNDS = "re_";

    private PayPalNotices() {}

    static List<Notice> read(Buffer body) {
        JsonNode event = PayPalJson.read(body);
        JsonNode resource = event.path("resource");
        return switch (PayPalJson.text(event, "event_type")) {
            case "CHECKOUT.ORDER.APPROVED" -> order(resource, "id", null);
            case "CHECKOUT.PAYMENT-APPROVAL.REVERSED" ->
                order(
                        resource,
                        "order_id",
                        new Outcome.Declined("approval_reversed", "PayPal has taken back the buyer's approval."));
            case "PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.PENDING" ->
                capture(
                        resource,
                        PayPalCaptures.outcome(resource, orderOf(resource)).orElse(null));
            case "PAYMENT.CAPTURE.DECLINED", "PAYMENT.CAPTURE.DENIED" ->
                capture(resource, PayPalCaptures.declined(resource, "capture_declined"));
            case "PAYMENT.CAPTURE.REVERSED" ->
                capture(resource, new Outcome.Reversed(orderOf(resource), "PayPal has taken the money back."));
            case "PAYMENT.CAPTURE.REFUNDED", "PAYMENT.REFUND.PENDING", "PAYMENT.REFUND.FAILED" -> refund(resource);
            default -> List.of();
        };
    }

    /** An event about an order; {@code idField} is where its id stands, which differs from event to event. */
    private static List<Notice> order(JsonNode resource, String idField, @Nullable Outcome outcome) {
        String orderId = PayPalJson.id(resource, idField)
                .or(() -> PayPalJson.id(resource, "id"))
                .orElse(null);
        String chargeId = PayPalJson.id(resource.path("purchase_units").path(0), "custom_id")
                .orElse(null);
        return ofCharge(chargeId, orderId, outcome);
    }

    /** The resource of a reversal is sometimes the capture and sometimes the refund that undid it. */
    private static List<Notice> capture(JsonNode resource, @Nullable Outcome outcome) {
        String chargeId = ours(resource)
                .filter(id -> !id.startsWith(OUR_REFUNDS))
                .findFirst()
                .orElse(null);
        String orderId = orderOf(resource);
        if (chargeId == null && orderId == null) {
            return ofCharge(null, captureAbove(resource).orElse(null), outcome);
        }
        return ofCharge(chargeId, orderId, outcome);
    }

    private static List<Notice> ofCharge(
            @Nullable String chargeId, @Nullable String reference, @Nullable Outcome outcome) {
        return chargeId == null && reference == null
                ? List.of()
                : List.of(new Notice.OfCharge(chargeId, reference, outcome));
    }

    /**
     * A refund that we asked for carries our id in both of its fields; one that the merchant made at PayPal carries what
     * its capture had there.
     */
    private static List<Notice> refund(JsonNode resource) {
        Optional<PayPalMoney> money = PayPalMoney.read(resource.path("amount"));
        Optional<String> refundId =
                ours(resource).filter(id -> id.startsWith(OUR_REFUNDS)).findFirst();
        Optional<String> chargeId =
                ours(resource).filter(id -> !id.startsWith(OUR_REFUNDS)).findFirst();
        Optional<String> captureId = captureAbove(resource);
        if (money.isEmpty() || (refundId.isEmpty() && chargeId.isEmpty() && captureId.isEmpty())) {
            return List.of();
        }
        Outcome outcome = PayPalRefunds.outcome(resource);
        return List.of(new Notice.OfRefund(
                refundId.orElse(null),
                PayPalJson.id(resource, "id").orElse(null),
                chargeId.orElse(null),
                captureId.orElse(null),
                money.get().amount(),
                money.get().currency(),
                outcome instanceof Outcome.Unknown ? null : outcome));
    }

    private static Stream<String> ours(JsonNode resource) {
        return Stream.of("custom_id", "invoice_id")
                .map(field -> PayPalJson.id(resource, field))
                .flatMap(Optional::stream);
    }

    private static @Nullable String orderOf(JsonNode resource) {
        return PayPalJson.id(resource.path("supplementary_data").path("related_ids"), "order_id")
                .orElse(null);
    }

    /** Refunds name their capture only by a link: .../v2/payments/captures/3C679366HH908993F. */
    private static Optional<String> captureAbove(JsonNode resource) {
        return PayPalJson.link(resource, List.of("up"))
                .filter(link -> link.contains("/captures/"))
                .map(link -> link.substring(link.lastIndexOf('/') + 1))
                .filter(PayPalJson::isId);
    }
}
