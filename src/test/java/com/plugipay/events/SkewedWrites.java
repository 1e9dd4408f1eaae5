package com.plugipay.events;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import java.time.Duration;
import java.time.Instant;

/** Writes of events on nodes whose clocks differ. */
final class SkewedWrites {
    private static final NamedSql SLEEP = NamedSql.of("select pg_sleep(:seconds)");

    private record Thing(String id, String workspaceId, Mode mode) implements Resource {}

    private SkewedWrites() {}

    /** A write that takes that long before its event is stamped; the clocks of even and odd writers are six minutes apart. */
    static Write by(int writer, Tenant tenant, double seconds) {
        Instant now = Instant.now().plus(Duration.ofMinutes(writer % 2 == 0 ? 3 : -3));
        Thing thing = new Thing("cus_" + writer, tenant.workspaceId(), tenant.mode());
        return Write.of(ChangeContext.worker(tenant, Actor.timer("test", "Test"), now))
                .step("changed", SLEEP, Values.none().and("seconds", seconds))
                .event(EventType.CUSTOMER_UPDATED, thing);
    }
}
