package com.plugipay.timeline;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.List;

/** Timelines, which are read from where things are noted anyway. */
final class TimelineStore {
    private static final int MOST = 200;

    /** Attempts and refunds belong to their payment, attempts to their checkout session as well; each attempt begins and ends. */
    private static final NamedSql OF_OBJECT = NamedSql.of("""
            with attempts as (
                select id, status, provider, failure_message, provider_reference, created_at, updated_at from payment_attempts
                 where workspace_id = :workspace and mode = :mode and payment_id = :id
                 union
                select id, status, provider, failure_message, provider_reference, created_at, updated_at from payment_attempts
                 where workspace_id = :workspace and mode = :mode and checkout_session_id = :id
            ), belonging as (
                select :id as id
                 union all
                select id from refunds where workspace_id = :workspace and mode = :mode and payment_id = :id
            )
            select a.created_at as at, 'change' as kind, a.object_id, a.action as name, a.actor_label as by_whom, null as detail
              from belonging b
              join audit_log a on a.workspace_id = :workspace and a.mode = :mode and a.object_id = b.id
             union all
            select created_at, 'attempt', id, 'starting', provider, null from attempts
             union all
            select updated_at, 'attempt', id, status, provider, coalesce(failure_message, provider_reference) from attempts
             where status <> 'starting'
             order by at desc, object_id desc
             limit :most""");

    private final Database database;

    TimelineStore(Database database) {
        this.database = database;
    }

    /** The latest of what happened, the newest first; empty for an object that there is not. */
    Future<List<TimelineEntry>> of(Tenant tenant, String id) {
        return database.many(
                OF_OBJECT,
                Values.of(tenant).and("id", id).and("most", MOST),
                row -> new TimelineEntry(
                        Columns.moment(row, "at"),
                        Columns.constant(row, "kind", TimelineEntry.Kind.class),
                        row.getString("object_id"),
                        row.getString("name"),
                        row.getString("by_whom"),
                        row.getString("detail")));
    }
}
