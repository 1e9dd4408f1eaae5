package com.plugipay.providers;

import com.plugipay.secrets.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment method that a provider stores for a customer, so that it can be charged again.
 *
 * @param token what the provider charges it by; whoever has it and the account's key can take money
 * @param label how its owner recognises it, such as {@code Visa •••• 1111}
 * @param brand of a card, such as {@code visa}
 * @param last4 the last digits of a card
 * @param expMonth 1 to 12
 * @param expYear four digits
 * @param providerData other facts that a charge needs, never a secret
 */
public record StoredMethod(
        Secret token,
        Method method,
        String label,
        @Nullable String brand,
        @Nullable String last4,
        @Nullable Integer expMonth,
        @Nullable Integer expYear,
        Map<String, Object> providerData) {}
