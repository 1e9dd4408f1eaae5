package com.plugipay.providers.paypal;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads only the ids of charges and refunds in PayPal's events, because the signature covers a CRC-32 of the body,
 * which a forged body can match. The outcome is queried. https://developer.paypal.com/api/rest/webhooks/event-names/
 */
final class PayPalCallbackEvents {
    private static final String REFUND_PREFIX = "re_";

    private PayPalCallbackEvents() {}

    static List<CallbackEvent> read(Buffer body) {
        JsonFields event = JsonFields.parse(body);
        JsonFields resource = event.object("resource");
        if (!event.isObject()) {
            return List.of(CallbackEvent.Unreadable.NOT_JSON);
        }
        return switch (event.textOrEmpty("event_type")) {
            case "CHECKOUT.ORDER.APPROVED" -> order(resource, "id");
            case "CHECKOUT.PAYMENT-APPROVAL.REVERSED" -> order(resource, "order_id");
            case "PAYMENT.CAPTURE.COMPLETED",
                    "PAYMENT.CAPTURE.PENDING",
                    "PAYMENT.CAPTURE.DECLINED",
                    "PAYMENT.CAPTURE.DENIED" -> orUnreadable(capture(resource));
            case "PAYMENT.CAPTURE.REVERSED" ->
                orUnreadable(Stream.concat(capture(resource).stream(), refund(resource).stream())
                        .toList());
            case "PAYMENT.CAPTURE.REFUNDED", "PAYMENT.REFUND.PENDING", "PAYMENT.REFUND.FAILED" ->
                orUnreadable(refund(resource));
            case "VAULT.PAYMENT-TOKEN.CREATED", "VAULT.PAYMENT-TOKEN.DELETED" -> orUnreadable(vault(resource));
            default -> List.of();
        };
    }

    /** A token that was made with an order names it: its charge then has a stored method. */
    private static List<CallbackEvent> vault(JsonFields token) {
        Stream<CallbackEvent> charge = PayPalJson.id(token.object("metadata"), "order_id").stream()
                .map(orderId -> new CallbackEvent.OfCharge(null, orderId, null));
        Stream<CallbackEvent> stored =
                PayPalJson.id(token, "id").stream().map(id -> new CallbackEvent.OfStoredMethod(null, new Secret(id)));
        return Stream.concat(charge, stored).toList();
    }

    private static List<CallbackEvent> orUnreadable(List<CallbackEvent> events) {
        return events.isEmpty() ? List.of(CallbackEvent.Unreadable.NAMES_NO_PAYMENT) : events;
    }

    /** Reads an event about an order; {@code idField} is the field with its id, which differs between events. */
    private static List<CallbackEvent> order(JsonFields resource, String idField) {
        String orderId = PayPalJson.id(resource, idField)
                .or(() -> PayPalJson.id(resource, "id"))
                .orElse(null);
        String chargeId =
                PayPalJson.id(resource.first("purchase_units"), "custom_id").orElse(null);
        return orUnreadable(ofCharge(chargeId, orderId));
    }

    /** The resource of a reversal is sometimes the capture and sometimes the refund that reversed it. */
    private static List<CallbackEvent> capture(JsonFields resource) {
        String chargeId = PayPalJson.plugipayIds(resource)
                .filter(id -> !id.startsWith(REFUND_PREFIX))
                .findFirst()
                .orElse(null);
        String orderId = PayPalJson.id(resource.object("supplementary_data").object("related_ids"), "order_id")
                .orElse(null);
        return chargeId == null && orderId == null
                ? ofCharge(null, PayPalJson.captureIdOf(resource).orElse(null))
                : ofCharge(chargeId, orderId);
    }

    private static List<CallbackEvent> ofCharge(@Nullable String chargeId, @Nullable String reference) {
        return chargeId == null && reference == null
                ? List.of()
                : List.of(new CallbackEvent.OfCharge(chargeId, reference, null));
    }

    /**
     * A refund that Plugipay has requested carries its id in both fields; one that the merchant made at PayPal carries the ids
     * of its capture. Without PayPal's own id the refund cannot be queried.
     */
    private static List<CallbackEvent> refund(JsonFields resource) {
        Optional<String> ownId = PayPalJson.id(resource, "id");
        Optional<String> captureId = PayPalJson.captureIdOf(resource);
        Optional<String> refundId = PayPalJson.plugipayIds(resource)
                .filter(id -> id.startsWith(REFUND_PREFIX))
                .findFirst();
        Optional<String> chargeId = PayPalJson.plugipayIds(resource)
                .filter(id -> !id.startsWith(REFUND_PREFIX))
                .findFirst();
        return ownId.isEmpty() || (refundId.isEmpty() && captureId.isEmpty())
                ? List.of()
                : List.of(new CallbackEvent.OfRefund(
                        refundId.orElse(null), ownId.get(), chargeId.orElse(null), captureId.orElse(null)));
    }
}
