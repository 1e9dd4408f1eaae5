package com.plugipay.checkout;

import com.plugipay.payments.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import org.jspecify.annotations.Nullable;

/**
 * One try of a buyer to pay a session by one method. At most one of a session is active.
 *
 * @param nextAction null until the provider has said what the buyer has to do
 */
public record Attempt(
        String id,
        String sessionId,
        ProviderKind provider,
        Method method,
        @Nullable String providerReference,
        @Nullable NextAction nextAction) {

    /** Whether the provider has accepted it, so that the buyer can go on. */
    public boolean isActive() {
        return nextAction != null;
    }
}
