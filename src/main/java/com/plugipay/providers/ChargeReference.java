package com.plugipay.providers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A charge that was asked for before, with everything that was ever learned of it.
 *
 * @param chargeId ours: the payment attempt; providers know it as their reference, order or invoice id
 * @param amount what was asked for, in the currency's minor unit
 * @param providerReference the provider's main id; null when we never learned it
 * @param providerData the provider's other ids, such as that of the capture
 */
public record ChargeReference(
        String chargeId,
        Method method,
        long amount,
        String currency,
        @Nullable String providerReference,
        Map<String, Object> providerData) {}
