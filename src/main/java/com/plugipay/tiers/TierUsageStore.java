package com.plugipay.tiers;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** What a workspace was paid. */
final class TierUsageStore {
    /** By the ids of payments, which begin with the time when they were made. */
    private static final NamedSql VOLUMES = NamedSql.of("""
            select currency, count(*) as payments, sum(amount)::bigint as amount from payments
             where workspace_id = :workspace and mode = :mode and id >= :first
               and status in ('succeeded', 'partially_refunded', 'refunded')
             group by currency order by currency""");

    private final Database database;

    TierUsageStore(Database database) {
        this.database = database;
    }

    /** Of payments that were made since then and have succeeded, one for each currency. */
    Future<List<TierUsage.Volume>> volumes(Tenant tenant, Instant since) {
        return database.many(
                VOLUMES,
                Values.of(tenant).and("first", Ids.before(since, "pay")),
                row -> new TierUsage.Volume(row.getString("currency"), row.getLong("payments"), row.getLong("amount")));
    }
}
