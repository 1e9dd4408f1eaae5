package com.plugipay.billing.plans;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The input of a new price of a plan. Flat and usage prices have a unit amount, tiered and volume prices have tiers.
 *
 * @param model default flat
 * @param unitAmount in minor units; 0 is free
 * @param taxMode default exclusive
 * @param active default true
 */
public record PriceInput(
        @Pattern(regexp = Currencies.PATTERN, message = Currencies.TEXT)
        String currency,

        @Nullable PriceModel model,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long unitAmount,
        @Size(min = 1, max = 50) @Nullable List<PriceTier> tiers,
        @Nullable TaxMode taxMode,
        @Nullable Boolean active)
        implements CheckedInput {

    /** A flat price. */
    static PriceInput flat(String currency, long unitAmount) {
        return new PriceInput(currency, null, unitAmount, null, null, null);
    }

    @Override
    public void check() {
        check("");
    }

    /** @param path of this price in the body, with a slash at its end unless it is empty */
    void check(String path) {
        if (!Currencies.known(currency)) {
            throw wrong(path + "currency", "The currency must be an ISO 4217 code.");
        }
        String needed = modelOrFlat().hasTiers() ? "tiers" : "unitAmount";
        String forbidden = modelOrFlat().hasTiers() ? "unitAmount" : "tiers";
        if ((modelOrFlat().hasTiers() ? tiers : unitAmount) == null) {
            throw wrong(path + needed, "A " + modelOrFlat().text() + " price needs " + needed + '.');
        }
        if ((modelOrFlat().hasTiers() ? unitAmount : tiers) != null) {
            throw wrong(path + forbidden, "A " + modelOrFlat().text() + " price has no " + forbidden + '.');
        }
        if (tiers != null) {
            checkTiers(path + "tiers/", tiers);
        }
    }

    private static void checkTiers(String path, List<PriceTier> tiers) {
        long before = 0;
        for (int i = 0; i < tiers.size(); i++) {
            Long end = tiers.get(i).upTo().unit();
            boolean isLast = i == tiers.size() - 1;
            if (isLast != (end == null)) {
                throw wrong(path + i + "/upTo", "The last tier, and no other, ends at \"inf\".");
            }
            if (end != null && end <= before) {
                throw wrong(path + i + "/upTo", "Each tier ends after the one before it.");
            }
            before = Objects.requireNonNullElse(end, before);
        }
    }

    PriceModel modelOrFlat() {
        return model == null ? PriceModel.FLAT : model;
    }

    TaxMode taxModeOrExclusive() {
        return taxMode == null ? TaxMode.EXCLUSIVE : taxMode;
    }

    boolean isActive() {
        return active == null || active;
    }

    private static ApiException wrong(String field, String message) {
        return ErrorCode.VALIDATION_ERROR.forField(field, message);
    }
}
