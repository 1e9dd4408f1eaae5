package com.plugipay.billing.clocks;

import com.plugipay.http.operations.CheckedInput;
import java.time.Instant;

/** How far a test clock advances. */
public record AdvanceInput(Instant to) implements CheckedInput {
    @Override
    public void check() {
        ClockLimits.require("to", to);
    }
}
