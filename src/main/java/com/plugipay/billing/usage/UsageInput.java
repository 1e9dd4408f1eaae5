package com.plugipay.billing.usage;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The input of a usage record.
 *
 * @param at when it was used; default now
 */
public record UsageInput(
        @Min(0) @Max(1_000_000_000) long quantity, @Nullable Instant at) implements CheckedInput {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    @Override
    public void check() {
        if (at != null && at.isBefore(FIRST)) {
            throw ErrorCode.VALIDATION_ERROR.forField("at", "The time must be in the current period.");
        }
    }
}
