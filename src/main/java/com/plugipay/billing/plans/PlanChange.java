package com.plugipay.billing.plans;

import com.plugipay.model.Ids;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be changed of a plan, for new subscriptions only. {@code active} also takes a plan out of the archive. */
public record PlanChange(
        @Size(min = 1, max = 200) String name,
        @Size(max = 500) @Nullable String description,
        @Min(0) @Max(Plan.MOST_TRIAL_DAYS) int trialDays,
        PortalFeatures.@Nullable Input portalFeatures,
        @Size(max = Ids.LONGEST) @Nullable String dunningPolicyId,
        boolean active,
        @Nullable Map<String, String> metadata) {}
