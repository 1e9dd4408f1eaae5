package com.plugipay.billing.clocks;

import com.plugipay.http.operations.CheckedInput;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/** The input of a new test clock; its time may be in the past and in the future. */
public record TestClockInput(@Size(min = 1, max = 200) String name, Instant frozenTime) implements CheckedInput {

    @Override
    public void check() {
        ClockLimits.require("frozenTime", frozenTime);
    }
}
