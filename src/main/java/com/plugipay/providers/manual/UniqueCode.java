package com.plugipay.providers.manual;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.json.Json;
import com.plugipay.providers.ProviderAccountCredentials;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes transfers distinguishable by their amount, which is a few rupiah more or less than the price. For rupiah only:
 * in other currencies the last three digits are worth too much.
 *
 * @param mode who pays the difference: the buyer when it is added, the merchant when it is subtracted
 * @param max the largest difference, in rupiah; 999 by default
 */
public record UniqueCode(
        Mode mode,
        @Min(1) @Max(UniqueCode.LARGEST) @Nullable Integer max) {

    static final int LARGEST = 999;

    /** Whether the difference is added to the price or subtracted. */
    public enum Mode {
        @JsonProperty("add")
        ADD,
        @JsonProperty("subtract")
        SUBTRACT
    }

    /** Reads the setting of a connected account; empty when its transfers are not told apart by their amounts. */
    static Optional<UniqueCode> of(ProviderAccountCredentials account) {
        return Optional.ofNullable(account.publicConfig().get("uniqueCode"))
                .map(setting -> Json.MAPPER.convertValue(setting, UniqueCode.class));
    }

    /** The largest difference. */
    int range() {
        return max == null ? LARGEST : max;
    }

    /** Returns the smallest amount that may replace this price. */
    long least(long price) {
        return mode == Mode.ADD ? price + 1 : Math.max(1, price - range());
    }

    /** Returns the largest amount that may replace this price; smaller than {@link #least} when there is none. */
    long most(long price) {
        return mode == Mode.ADD ? price + range() : price - 1;
    }
}
