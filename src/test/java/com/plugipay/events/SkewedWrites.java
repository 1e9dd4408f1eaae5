package com.plugipay.events;

import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
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
                        ChangeContext.worker(tenant, Actor.timer("test", "Test"), now),
                        "changed as (select $1::text, $2::text, $3::timestamptz, pg_sleep($4))",
                        seconds)
                .event(EventType.CUSTOMER_UPDATED, thing);
    }
}
