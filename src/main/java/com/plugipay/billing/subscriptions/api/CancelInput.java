package com.plugipay.billing.subscriptions.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.billing.subscriptions.CancelReason;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import org.jspecify.annotations.Nullable;

/**
 * When a subscription ends; {@code at} and {@code cancellationPolicy} are two names of it, and one is enough.
 *
 * @param at default period_end
 * @param reason default merchant
 */
public record CancelInput(
        @Nullable At at,
        @Nullable Policy cancellationPolicy,
        @Nullable CancelReason reason) implements CheckedInput {

    public enum At {
        @JsonProperty("now")
        NOW,
        @JsonProperty("period_end")
        PERIOD_END
    }

    public enum Policy {
        @JsonProperty("immediately")
        IMMEDIATELY,
        @JsonProperty("atPeriodEnd")
        AT_PERIOD_END
    }

    @Override
    public void check() {
        if (at != null && cancellationPolicy != null && (at == At.NOW) != isImmediate(cancellationPolicy)) {
            throw ErrorCode.VALIDATION_ERROR.forField("cancellationPolicy", "This contradicts \"at\".");
        }
    }

    boolean isNow() {
        return at == At.NOW || (cancellationPolicy != null && isImmediate(cancellationPolicy));
    }

    CancelReason reasonOrMerchant() {
        return reason == null ? CancelReason.MERCHANT : reason;
    }

    private static boolean isImmediate(Policy policy) {
        return policy == Policy.IMMEDIATELY;
    }
}
