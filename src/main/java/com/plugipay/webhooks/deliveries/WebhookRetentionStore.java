package com.plugipay.webhooks.deliveries;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Ids;
import com.plugipay.webhooks.WebhookConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes deliveries, recoveries and events at the end of their retention, a few rows of each workspace at a time. Ids begin
 * with their time, so that the primary key finds the rows; no lock lasts.
 */
public final class WebhookRetentionStore {
    private static final int ROWS_OF_A_WORKSPACE = 500;
    private static final int BATCH = 5_000;

    /** A pending delivery is kept, unless its endpoint is deleted and no node will send it. */
    private static final NamedSql DELIVERIES = old(
            "webhook_deliveries",
            "(o.status <> 'pending' or not exists (select from webhook_endpoint_queues q"
                    + " where q.workspace_id = o.workspace_id and q.mode = o.mode"
                    + " and q.endpoint_id = o.endpoint_id))");

    private static final NamedSql RECOVERIES = old("webhook_recoveries", "o.status <> 'running'");

    /** An event is kept for as long as one of its deliveries is. */
    private static final NamedSql EVENTS = old(
            "events",
            "o.fanned_out and not exists (select from webhook_deliveries d"
                    + " where d.workspace_id = o.workspace_id and d.mode = o.mode and d.event_id = o.id)");

    private final Database database;
    private final WebhookConfig config;

    public WebhookRetentionStore(Database database, WebhookConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Deletes some of the old rows; gives whether there may be more. */
    public Future<Boolean> prune(Instant now) {
        Duration deliveries = Duration.ofDays(config.deliveriesKeptDays());
        Duration events = Duration.ofDays(config.eventsKeptDays());
        return prune(DELIVERIES, Ids.before(now.minus(deliveries), "whd"))
                .compose(more -> prune(RECOVERIES, Ids.before(now.minus(deliveries), "whr"))
                        .map(others -> more || others))
                .compose(more -> events.isZero() || more
                        ? Future.succeededFuture(more)
                        : prune(EVENTS, Ids.before(now.minus(events), "evt")));
    }

    private Future<Boolean> prune(NamedSql statement, String before) {
        return database.run(statement, Values.none().and("before", before))
                .map(pruned -> pruned.rowCount() >= ROWS_OF_A_WORKSPACE);
    }

    /** Deletes old rows of all workspaces that meet the condition. */
    private static NamedSql old(String table, String condition) {
        return NamedSql.of("""
                delete from %1$s where ctid = any (array(
                    select old.ctid
                      from workspaces w cross join (values ('test'), ('live')) m (mode),
                           lateral (select o.ctid from %1$s o
                                     where o.workspace_id = w.id and o.mode = m.mode and o.id < :before and %2$s
                                     order by o.id limit %3$d
                                       for update skip locked) old
                     limit %4$d))
                """.formatted(table, condition, ROWS_OF_A_WORKSPACE, BATCH));
    }
}
