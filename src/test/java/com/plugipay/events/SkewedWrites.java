package com.plugipay.events;

import com.plugipay.audit.Actor;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.workspaces.Mode;
import com.plugipay.workspaces.Resource;
import com.plugipay.workspaces.Tenant;
import java.time.Duration;
import java.time.Instant;

/** Writes that make events, on nodes whose clocks are not the same. */
final class SkewedWrites {
    private record Thing(String id, String workspaceId, Mode mode) implements Resource {}

    private SkewedWrites() {}

    /** One that takes so long before its event is stamped; the clocks of even and of odd writers are six minutes apart. */
    static Write by(int writer, Tenant tenant, double seconds) {
        Instant now = Instant.now().plus(Duration.ofMinutes(writer % 2 == 0 ? 3 : -3));
        Thing thing = new Thing("cus_" + writer, tenant.workspaceId(), tenant.mode());
        return Write.of(
                        Origin.worker(tenant, Actor.timer("test", "Test"), now),
                        "changed as (select $1::text, $2::text, $3::timestamptz, pg_sleep($4))",
                        seconds)
                .event(EventType.CUSTOMER_UPDATED, thing);
    }
}
