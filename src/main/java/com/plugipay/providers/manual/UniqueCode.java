package com.plugipay.providers.manual;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Makes transfers distinguishable by their amount, a few rupiah more, or less, than the price. For prices in
 * rupiah only: in other currencies the last three digits are real money.
 *
 * @param mode who pays the difference: the buyer when it is added, the merchant when it is taken off
 * @param max the largest difference, in rupiah; 999 by default
 */
public record UniqueCode(
        Mode mode,
        @Min(1) @Max(UniqueCode.LARGEST) @Nullable Integer max) {

    static final int LARGEST = 999;

    /** Which way the amount differs from the price. */
    public enum Mode {
        @JsonProperty("add")
        ADD,
        @JsonProperty("subtract")
        SUBTRACT
    }

    /** The largest difference. */
    int range() {
        return max == null ? LARGEST : max;
    }

    /** The smallest amount that may replace this price. */
    long least(long price) {
        return mode == Mode.ADD ? price + 1 : Math.max(1, price - range());
    }

    /** The largest amount that may replace this price; smaller than the least when there is none. */
    long most(long price) {
        return mode == Mode.ADD ? price + range() : price - 1;
    }
}
