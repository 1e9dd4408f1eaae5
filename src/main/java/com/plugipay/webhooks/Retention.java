package com.plugipay.webhooks;

import com.plugipay.db.Database;
import com.plugipay.model.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes what is older than it is to be kept, a few rows of each workspace at a time: the newest of the ids that have to
 * go is known by its time, so that the primary key finds them, and no lock lasts.
 */
final class Retention {
    private static final int OF_EACH = 500;
    private static final int AT_ONCE = 5_000;

    private static final String OLD = """
            delete from %1$s where ctid = any (array(
                select old.ctid
                  from workspaces w cross join (values ('test'), ('live')) m (mode),
                       lateral (select o.ctid from %1$s o
                                 where o.workspace_id = w.id and o.mode = m.mode and o.id < $1 and %2$s
                                 order by o.id limit %3$d
                                   for update skip locked) old
                 limit %4$d))
            """;
    /** One that waits is kept, unless its endpoint is deleted and nobody looks at it any more. */
    private static final String DELIVERIES = OLD.formatted(
            "webhook_deliveries",
            "(o.status <> 'pending' or not exists (select from webhook_lanes l"
                    + " where l.workspace_id = o.workspace_id and l.mode = o.mode"
                    + " and l.endpoint_id = o.endpoint_id))",
            OF_EACH,
            AT_ONCE);

    private static final String RECOVERIES =
            OLD.formatted("webhook_recoveries", "o.status <> 'running'", OF_EACH, AT_ONCE);

    /** An event is there for as long as a delivery may have to be sent again. */
    private static final String EVENTS = OLD.formatted(
            "events",
            "o.fanned_out and not exists (select from webhook_deliveries d"
                    + " where d.workspace_id = o.workspace_id and d.mode = o.mode and d.event_id = o.id)",
            OF_EACH,
            AT_ONCE);

    private final Database database;
    private final WebhookConfig config;

    Retention(Database database, WebhookConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Deletes some of what is old; gives whether there may be more. */
    Future<Boolean> prune(Instant now) {
        Duration deliveries = Duration.ofDays(config.deliveriesKeptDays());
        Duration events = Duration.ofDays(config.eventsKeptDays());
        return prune(DELIVERIES, Ids.before(now.minus(deliveries), "whd"))
                .compose(more -> prune(RECOVERIES, Ids.before(now.minus(deliveries), "whr"))
                        .map(others -> more || others))
                .compose(more -> events.isZero() || more
                        ? Future.succeededFuture(more)
                        : prune(EVENTS, Ids.before(now.minus(events), "evt")));
    }

    private Future<Boolean> prune(String statement, String before) {
        return database.run(statement, Tuple.of(before)).map(pruned -> pruned.rowCount() >= OF_EACH);
    }
}
