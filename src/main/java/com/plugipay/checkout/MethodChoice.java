package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.providers.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a buyer wants to pay.
 *
 * @param isSaving whether the method may be stored, where the session asks for that
 * @param storedMethodId the stored payment method to charge; null for a new one
 */
public record MethodChoice(
        Method method, boolean isSaving, @Nullable String storedMethodId) {

    /** A method that is not stored. */
    public static MethodChoice of(Method method) {
        return new MethodChoice(method, false, null);
    }

    /** Whether the attempt was started by the same choice. */
    boolean isOf(Attempt attempt) {
        String charged = attempt.isByStoredMethod() ? attempt.paymentTokenId() : null;
        return attempt.method() == method && Objects.equals(charged, storedMethodId);
    }
}
