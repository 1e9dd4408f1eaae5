package com.plugipay.paymentmethods;

import com.plugipay.db.Values;
import com.plugipay.providers.StoredMethod;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What a provider has stored, ready to be written by the statement that settles the charge with which it was stored.
 *
 * @param token encrypted
 * @param tokenSha256 of the token, in hex
 * @param providerData see {@link StoredMethod#providerData}
 * @param isNew whether the customer has no such method yet
 */
public record KeptMethod(
        StoredPaymentMethod method, Buffer token, String tokenSha256, Map<String, Object> providerData, boolean isNew) {

    /** The values of {@link PaymentMethodRow#INSERT} and {@link PaymentMethodRow#RENEW}. */
    public Values values() {
        return PaymentMethodRow.values(this);
    }
}
