package com.plugipay.billing.plans;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One price of a plan, in one currency. Only {@code active} can change.
 *
 * @param unitAmount in minor units; null for prices with tiers
 * @param tiers null for prices with a unit amount
 * @param active whether new subscriptions may have it
 */
public record Price(
        String id,
        String workspaceId,
        Mode mode,
        String planId,
        String currency,
        PriceModel model,
        @Nullable Long unitAmount,
        @Nullable List<PriceTier> tiers,
        TaxMode taxMode,
        boolean active,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    static Price create(Tenant tenant, String planId, PriceInput input, Instant now) {
        return new Price(
                Ids.at(now, "price"),
                tenant.workspaceId(),
                tenant.mode(),
                planId,
                input.currency(),
                input.modelOrFlat(),
                input.unitAmount(),
                input.tiers(),
                input.taxModeOrExclusive(),
                input.isActive(),
                now,
                now);
    }

    Price changed(PriceChange change, Instant now) {
        return new Price(
                id,
                workspaceId,
                mode,
                planId,
                currency,
                model,
                unitAmount,
                tiers,
                taxMode,
                change.active(),
                createdAt,
                UpdatedAt.after(updatedAt, now));
    }
}
