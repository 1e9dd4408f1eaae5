package com.plugipay.outbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of events. The text is the object's type, a dot, and the change. */
public enum EventType {
    PAYMENT_PENDING("payment"),
    PAYMENT_SUCCEEDED("payment"),
    PAYMENT_FAILED("payment"),
    PAYMENT_REFUNDED("payment"),
    PAYMENT_PARTIALLY_REFUNDED("payment"),
    PAYMENT_UPDATED("payment"),
    REFUND_CREATED("refund"),
    REFUND_SUCCEEDED("refund"),
    REFUND_FAILED("refund"),
    CHECKOUT_SESSION_COMPLETED("checkout_session"),
    CHECKOUT_SESSION_EXPIRED("checkout_session"),
    CHECKOUT_SESSION_CANCELED("checkout_session"),
    CUSTOMER_CREATED("customer"),
    CUSTOMER_UPDATED("customer"),
    CUSTOMER_DELETED("customer"),
    PLAN_CREATED("plan"),
    PLAN_UPDATED("plan"),
    PLAN_ARCHIVED("plan"),
    SUBSCRIPTION_CREATED("subscription"),
    SUBSCRIPTION_UPDATED("subscription"),
    SUBSCRIPTION_TRIAL_ENDING("subscription"),
    SUBSCRIPTION_RENEWED("subscription"),
    SUBSCRIPTION_PAST_DUE("subscription"),
    SUBSCRIPTION_PAUSED("subscription"),
    SUBSCRIPTION_RESUMED("subscription"),
    SUBSCRIPTION_CANCELED("subscription"),
    INVOICE_CREATED("invoice"),
    INVOICE_FINALIZED("invoice"),
    INVOICE_SENT("invoice"),
    INVOICE_PAID("invoice"),
    INVOICE_PAYMENT_FAILED("invoice"),
    INVOICE_VOIDED("invoice"),
    GIFT_CARD_ISSUED("gift_card"),
    GIFT_CARD_REDEEMED("gift_card"),
    GIFT_CARD_TOPPED_UP("gift_card"),
    GIFT_CARD_VOIDED("gift_card"),
    WEBHOOK_ENDPOINT_DISABLED("webhook_endpoint");

    /** The names of objects in scopes, where these are not the plural. */
    private static final Map<String, String> RESOURCES = Map.of("webhook_endpoint", "webhooks");

    private static final Map<String, EventType> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::text, type -> type));

    private final String objectType;
    private final String text;

    EventType(String objectType) {
        this.objectType = objectType;
        this.text = objectType + '.' + name().substring(objectType.length() + 1).toLowerCase(Locale.ROOT);
    }

    /** Such as {@code payment.succeeded}. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Such as {@code payment}. */
    public String objectType() {
        return objectType;
    }

    /** The object's name in scopes, such as {@code payments}. */
    public String resource() {
        return RESOURCES.getOrDefault(objectType, objectType.replace('_', '-') + 's');
    }

    /** The type with that text, if there is one. */
    public static Optional<EventType> of(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }
}
