package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.invoices.InvoiceTotals;
import com.plugipay.billing.subscriptions.CollectionMethod;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Ids;
import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of a new subscription.
 *
 * @param priceId a price of the plan; default its first active price
 * @param quantity default 1
 * @param trialDays default those of the plan
 * @param paymentTokenId the stored payment method; default that of the customer
 * @param collectionMethod default charge_automatically
 * @param daysUntilDue default 7
 * @param taxRate in basis points; default 0
 * @param startAt default now
 * @param initialDiscount what is taken off the first invoice, in minor units; default 0
 */
public record SubscriptionInput(
        @Size(max = Ids.LONGEST) String customerId,
        @Size(max = Ids.LONGEST) String planId,
        @Size(max = Ids.LONGEST) @Nullable String priceId,
        @Min(1) @Max(MOST_UNITS) @Nullable Integer quantity,
        @Min(0) @Max(MOST_TRIAL_DAYS) @Nullable Integer trialDays,
        @Size(max = Ids.LONGEST) @Nullable String paymentTokenId,
        @Nullable CollectionMethod collectionMethod,
        @Min(0) @Max(MOST_DAYS_UNTIL_DUE) @Nullable Integer daysUntilDue,
        @Min(0) @Max(InvoiceTotals.WHOLE_RATE) @Nullable Integer taxRate,
        @Size(max = Ids.LONGEST) @Nullable String couponId,
        @Nullable Instant startAt,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long initialDiscount,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    static final int MOST_UNITS = 1_000_000;
    static final int MOST_TRIAL_DAYS = 730;
    static final int MOST_DAYS_UNTIL_DUE = 365;

    private static final int STANDARD_DAYS_UNTIL_DUE = 7;

    @Override
    public void check() {
        if (startAt != null) {
            MomentLimits.require("startAt", startAt);
        }
    }

    int daysUntilDueOrStandard() {
        return daysUntilDue == null ? STANDARD_DAYS_UNTIL_DUE : daysUntilDue;
    }

    CollectionMethod collectionMethodOrStandard() {
        return collectionMethod == null ? CollectionMethod.CHARGE_AUTOMATICALLY : collectionMethod;
    }
}
