package com.plugipay.providers.manual;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.json.Json;
import com.plugipay.money.Currencies;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.accounts.AmountLimits;
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

    /**
     * The amounts that may replace a price.
     *
     * @param most smaller than the least when there is none
     */
    record Range(long least, long most) {
        boolean isEmpty() {
            return most < least;
        }
    }

    /** Whether the limits of the method leave no amount near this price, which is then to be transferred as it is. */
    boolean isLeftOut(long price, AmountLimits limits) {
        return range(price, limits).isEmpty() && !range(price).isEmpty();
    }

    private Range range(long price) {
        return mode == Mode.ADD
                ? new Range(price + 1, price + range())
                : new Range(Math.max(1, price - range()), price - 1);
    }

    /** The amounts that may replace this price, all of which the method takes. */
    Range range(long price, AmountLimits limits) {
        long least = range(price).least();
        long most = range(price).most();
        return new Range(
                limits.least() == null ? least : Math.max(least, limits.least()),
                Math.min(most, limits.most() == null ? Currencies.LARGEST_AMOUNT : limits.most()));
    }
}
