package com.plugipay.billing.usage;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A quantity that the customer of a subscription has used; it never changes.
 *
 * @param at when it was used, to the millisecond
 */
public record UsageRecord(
        String id, String workspaceId, Mode mode, String subscriptionId, long quantity, Instant at, Instant createdAt)
        implements Resource {

    /** A new record. */
    public static UsageRecord of(Tenant tenant, String subscriptionId, UsageInput input, Instant now) {
        Instant at = input.at() == null ? now : input.at().truncatedTo(ChronoUnit.MILLIS);
        return new UsageRecord(
                Ids.at(now, "usage"), tenant.workspaceId(), tenant.mode(), subscriptionId, input.quantity(), at, now);
    }
}
