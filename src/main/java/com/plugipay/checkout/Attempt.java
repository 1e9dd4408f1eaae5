package com.plugipay.checkout;

import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import java.util.Locale;
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
        Status status,
        @Nullable String providerReference,
        @Nullable NextAction nextAction) {

    /** What became of it. */
    public enum Status {
        /** The provider is being asked. */
        STARTING,
        /** The provider has accepted it: the buyer can go on. */
        ACTIVE,
        SUCCEEDED,
        FAILED,
        CANCELED;

        /** The name in the database. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** Whether it may still be paid. */
    boolean isUnderWay() {
        return status == Status.STARTING || status == Status.ACTIVE;
    }

    /** The same after the provider has accepted it. */
    Attempt accepted(String providerReference, NextAction nextAction) {
        return new Attempt(id, sessionId, provider, method, Status.ACTIVE, providerReference, nextAction);
    }
}
