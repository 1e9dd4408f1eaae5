package com.plugipay.overview;

import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** The statement that adds up payments for the home page, which the benchmark sends without HTTP. */
public final class OverviewStatements {
    public static final String BY_PERIOD = OverviewStore.BY_PERIOD.sql();

    private OverviewStatements() {}

    /** The parameters for the periods between these instants. */
    public static Tuple between(Tenant tenant, List<Instant> bounds) {
        return OverviewStore.BY_PERIOD.parameters(OverviewStore.values(tenant, bounds));
    }
}
