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

    /**
     * Attempts and refunds belong to their payment, attempts to their checkout session as well; each attempt begins and ends. An
     * event has the time of its entry in the audit log to the microsecond, which both ids begin with: so it is found without an
     * index by object, which events would have to pay for.
     */
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
            ), changes as (
                select a.id, a.created_at, a.object_id, a.action, a.actor_label
                  from belonging b
                  join audit_log a on a.workspace_id = :workspace and a.mode = :mode and a.object_id = b.id
                 order by a.created_at desc, a.id desc limit :most
            )
            select created_at as at, 'change' as kind, object_id, action as name, actor_label as by_whom, null as detail
              from changes
             union all
            select coalesce(d.last_attempt_at, d.created_at), 'delivery', d.id, d.status, d.type, d.last_error
              from changes c
              join events e on e.workspace_id = :workspace and e.mode = :mode
               and e.id > 'evt_' || substr(c.id, 5, 12) and e.id < 'evt_' || substr(c.id, 5, 12) || '~'
               and e.type = c.action and e.object_id = c.object_id
              join webhook_deliveries d on d.workspace_id = :workspace and d.mode = :mode and d.event_id = e.id
             where :with_deliveries
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

    /**
     * The latest of what happened, the newest first; empty for an object that there is not.
     *
     * @param withDeliveries whether it has the deliveries of the events too
     */
    Future<List<TimelineEntry>> of(Tenant tenant, String id, boolean withDeliveries) {
        return database.many(
                OF_OBJECT,
                Values.of(tenant).and("id", id).and("most", MOST).and("with_deliveries", withDeliveries),
                row -> new TimelineEntry(
                        Columns.moment(row, "at"),
                        Columns.constant(row, "kind", TimelineEntry.Kind.class),
                        row.getString("object_id"),
                        row.getString("name"),
                        row.getString("by_whom"),
                        row.getString("detail")));
    }
}
