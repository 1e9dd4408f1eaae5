package com.plugipay.billing.calendar;

import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.ZoneId;

/** The time zones in which workspaces bill: the days and months of new subscriptions are those of the zone. */
public interface BillingZones {
    /** The zone of a workspace. */
    Future<ZoneId> of(Tenant tenant);
}
