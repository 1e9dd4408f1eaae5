package com.plugipay.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.payments.Method;
import java.util.Locale;
import java.util.Set;

/** Who moves the money. */
public enum ProviderKind {
    @JsonProperty("xendit")
    XENDIT,
    @JsonProperty("midtrans")
    MIDTRANS,
    @JsonProperty("paypal")
    PAYPAL,
    /** Nobody: the buyer transfers to the merchant's own bank account, and the merchant says when it has arrived. */
    @JsonProperty("manual")
    MANUAL;

    /** The methods that an account of this kind takes in that currency. */
    public Set<Method> methods(String currency) {
        return switch (this) {
            case MANUAL -> Set.of(Method.BANK_TRANSFER);
            case XENDIT, MIDTRANS, PAYPAL -> Set.of();
        };
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
