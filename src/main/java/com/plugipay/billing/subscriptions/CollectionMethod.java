package com.plugipay.billing.subscriptions;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How the money of a subscription's invoices comes. */
public enum CollectionMethod {
    /** The stored payment method is charged. */
    @JsonProperty("charge_automatically")
    CHARGE_AUTOMATICALLY,
    /** The customer gets the invoice and pays it. */
    @JsonProperty("send_invoice")
    SEND_INVOICE;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
