package com.plugipay.billing.usage;

import com.plugipay.db.Batch;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Usage records in the database. */
public final class UsageStore {
    /** Counts the records of a subscription, so that no period is billed without a record that is made meanwhile. */
    private static final NamedSql COUNT = NamedSql.of("""
            update subscriptions set usage_count = usage_count + 1
             where workspace_id = :workspace and mode = :mode and id = :subscription_id and usage_start <= :at
               and usage_aggregate is not null and status not in ('paused', 'canceled')
            returning id""");

    private static final NamedSql INSERT = NamedSql.of("""
            insert into usage_records (workspace_id, mode, id, subscription_id, quantity, used_at, created_at)
            select :workspace, :mode, :id, :subscription_id, :quantity, :at, :created_at from changed""");

    private static final NamedSql TOTALS = NamedSql.of("""
            select span.id as subscription_id, used.sum, used.max, used.last
              from unnest(:ids::text[], :starts::timestamptz[], :ends::timestamptz[]) as span (id, started_at, ended_at)
             cross join lateral (
                   select sum(u.quantity)::bigint as sum, max(u.quantity) as max,
                          (array_agg(u.quantity order by u.used_at desc, u.id desc))[1] as last
                     from usage_records u
                    where u.workspace_id = :workspace and u.mode = :mode and u.subscription_id = span.id collate "C"
                      and u.used_at >= span.started_at and u.used_at < span.ended_at) used
             where used.sum is not null""");

    private final Database database;

    public UsageStore(Database database) {
        this.database = database;
    }

    /** Makes a record; changes nothing when its time has been billed meanwhile. */
    public Change<UsageRecord> insert(ChangeContext context, UsageRecord usage) {
        Values values = Values.none()
                .and("id", usage.id())
                .and("subscription_id", usage.subscriptionId())
                .and("quantity", usage.quantity())
                .and("at", usage.at())
                .and("created_at", usage.createdAt());
        return Write.of(context)
                .step("changed", COUNT, values)
                .step("usage", INSERT, values)
                .audit("subscription.usage_recorded", usage.subscriptionId(), Map.of("quantity", usage.quantity()))
                .returning(usage);
    }

    /** The quantity of each span, by its subscription; those without usage are missing. */
    public Future<Map<String, Long>> totals(Tenant tenant, List<UsageSpan> spans) {
        if (spans.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Map<String, UsageSpan> bySubscription = new HashMap<>();
        spans.forEach(span -> bySubscription.put(span.subscriptionId(), span));
        Values values = Batch.of(spans)
                .texts("ids", UsageSpan::subscriptionId)
                .times("starts", UsageSpan::start)
                .times("ends", UsageSpan::end)
                .values()
                .and(Values.of(tenant));
        return database.run(TOTALS, values).map(rows -> {
            Map<String, Long> totals = new HashMap<>();
            for (Row row : rows) {
                String id = row.getString("subscription_id");
                UsageSpan span = bySubscription.get(id);
                if (span != null) {
                    totals.put(id, row.getLong(span.aggregate().text()));
                }
            }
            return totals;
        });
    }
}
