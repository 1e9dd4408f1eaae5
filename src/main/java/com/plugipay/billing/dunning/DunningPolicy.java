package com.plugipay.billing.dunning;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When an invoice is collected again that could not be collected.
 *
 * @param retryAfterDays the days of the tries, counted from the first try, rising; empty for no other try
 * @param isDefault whether it holds for plans that name no policy
 */
public record DunningPolicy(
        String id,
        String workspaceId,
        Mode mode,
        String name,
        List<Integer> retryAfterDays,
        FinalAction finalAction,
        boolean isDefault,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    /** After 1, 3, 5 and 7 days, and then cancel: where a workspace has no default of its own. */
    static final Schedule STANDARD = new Schedule(List.of(1, 3, 5, 7), FinalAction.CANCEL);

    public DunningPolicy {
        retryAfterDays = List.copyOf(retryAfterDays);
    }

    /** What of a policy decides about an invoice. */
    record Schedule(List<Integer> retryAfterDays, FinalAction finalAction) {}

    static DunningPolicy create(Tenant tenant, DunningPolicyInput input, Instant now) {
        return of(Ids.at(now, "dp"), tenant, input.change(), now, now);
    }

    DunningPolicy changed(DunningPolicyChange change, Instant now) {
        return of(id, tenant(), change, createdAt, UpdatedAt.after(updatedAt, now));
    }

    /** The change that changes nothing. */
    DunningPolicyChange unchanged() {
        return new DunningPolicyChange(name, retryAfterDays, finalAction, isDefault, metadata);
    }

    Schedule schedule() {
        return new Schedule(retryAfterDays, finalAction);
    }

    private static DunningPolicy of(
            String id, Tenant tenant, DunningPolicyChange change, Instant createdAt, Instant updatedAt) {
        return new DunningPolicy(
                id,
                tenant.workspaceId(),
                tenant.mode(),
                change.name(),
                change.retryAfterDays(),
                change.finalAction(),
                change.isDefault(),
                change.metadata(),
                createdAt,
                updatedAt);
    }
}
