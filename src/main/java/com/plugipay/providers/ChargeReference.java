package com.plugipay.providers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A charge that was sent to a provider before, with the provider's ids and data that are stored.
 *
 * @param chargeId the id of the payment attempt; providers know it as their reference, order or invoice id
 * @param amount the requested amount, in the currency's minor unit
 * @param providerReference the provider's main id; null when it is not known
 * @param providerData the provider's other ids, such as that of the capture
 */
public record ChargeReference(
        String chargeId,
        Method method,
        long amount,
        String currency,
        @Nullable String providerReference,
        Map<String, Object> providerData) {

    /** Returns a text of the provider data; null when there is none of this name. */
    public @Nullable String data(String name) {
        return providerData.get(name) instanceof String text ? text : null;
    }
}
