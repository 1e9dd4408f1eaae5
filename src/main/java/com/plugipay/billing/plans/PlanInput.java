package com.plugipay.billing.plans;

import com.plugipay.billing.calendar.BillingInterval;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Ids;
import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of a new plan. {@code amount} with {@code currency} is short for one flat price.
 *
 * @param amount in minor units; 0 is free
 * @param intervalCount default 1
 * @param trialDays default 0
 * @param usageAggregate default sum if a price is for usage
 * @param active default true
 */
public record PlanInput(
        @Size(min = 1, max = 200) String name,
        BillingInterval interval,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long amount,

        @Pattern(regexp = Currencies.PATTERN, message = Currencies.TEXT) @Nullable
        String currency,

        @Size(max = Plan.MOST_PRICES) @Nullable List<PriceInput> prices,
        @Size(max = 500) @Nullable String description,
        @Min(1) @Max(1_095) @Nullable Integer intervalCount,
        @Min(0) @Max(Plan.MOST_TRIAL_DAYS) @Nullable Integer trialDays,
        PortalFeatures.@Nullable Input portalFeatures,
        @Size(max = Ids.LONGEST) @Nullable String dunningPolicyId,
        @Nullable UsageAggregate usageAggregate,
        @Size(max = 100) @Nullable String meteredUnit,
        @Nullable Boolean active,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    @Override
    public void check() {
        if (intervalCountOrOne() > interval.most()) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "intervalCount",
                    "A period is at most 3 years: " + interval.most() + " for " + interval.text() + '.');
        }
        if ((amount == null) != (currency == null)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    amount == null ? "amount" : "currency", "An amount and its currency come together.");
        }
        if (amount != null && prices != null && !prices.isEmpty()) {
            throw ErrorCode.VALIDATION_ERROR.forField("amount", "A plan is made with an amount or with prices.");
        }
        List<PriceInput> all = allPrices();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).check(amount == null ? "prices/" + i + '/' : "");
        }
    }

    /** The prices; that of the amount if there is one. */
    List<PriceInput> allPrices() {
        if (amount != null && currency != null) {
            return List.of(PriceInput.flat(currency, amount));
        }
        return prices == null ? List.of() : prices;
    }

    int intervalCountOrOne() {
        return intervalCount == null ? 1 : intervalCount;
    }
}
