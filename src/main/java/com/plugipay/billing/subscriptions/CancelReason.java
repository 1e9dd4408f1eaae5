package com.plugipay.billing.subscriptions;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why a subscription has ended. */
public enum CancelReason {
    @JsonProperty("customer_portal")
    CUSTOMER_PORTAL,
    @JsonProperty("merchant")
    MERCHANT,
    /** An invoice was not paid. */
    @JsonProperty("failed_payment")
    FAILED_PAYMENT,
    @JsonProperty("user_request")
    USER_REQUEST;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
