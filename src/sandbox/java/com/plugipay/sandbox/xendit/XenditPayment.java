package com.plugipay.sandbox.xendit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to pay a payment request.
 *
 * @param amount in minor units; 0 when it failed
 * @param issuer whose app or bank it came from
 * @param failureCode null when it succeeded
 */
public record XenditPayment(
        String id,
        String captureId,
        long amount,
        Instant at,
        String issuer,
        @Nullable String failureCode) {
    public boolean succeeded() {
        return failureCode == null;
    }
}
