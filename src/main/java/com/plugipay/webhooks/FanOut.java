package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Database.Transaction;
import com.plugipay.events.EventType;
import com.plugipay.ids.Ids;
import com.plugipay.json.Dialect;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns events into deliveries: one for each active endpoint of the event's workspace and mode that asks for it. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final int BATCH = 100;

    private static final String TAKE = """
            update events set fanned_out = true
             where ctid = any (array(
                select ctid from events where not fanned_out order by id limit $1 for update skip locked))
            returning workspace_id, mode, id, type, payload""";

    /** Locked against deletion, and nothing else, until the deliveries that refer to them are written. */
    private static final String ENDPOINTS = """
            select e.workspace_id, e.mode, e.id, e.events from webhook_endpoints e
             where e.status = 'active'
               and (e.workspace_id, e.mode) in (select * from unnest($1::text[], $2::text[]))
               for key share of e""";

    private static final String INSERT = """
            insert into webhook_deliveries (workspace_id, mode, id, endpoint_id, event_id, type, body, status, attempts,
                due_at, attempt_log, created_at, updated_at)
            select workspace_id, mode, id, endpoint_id, event_id, type, body, 'pending', 0, $8, '[]'::jsonb, $8, $8
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                as d (workspace_id, mode, id, endpoint_id, event_id, type, body)
            on conflict on constraint webhook_deliveries_once do nothing""";

    private final Database database;

    FanOut(Database database) {
        this.database = database;
    }

    private record Waiting(Tenant tenant, String id, String type, String payload) {}

    private record Subscriber(String endpointId, List<String> events) {}

    /** Spreads up to a hundred events; true when there may be more. */
    Future<Boolean> next(Instant now) {
        return database.transaction(transaction -> transaction
                .run(TAKE, Tuple.of(BATCH))
                .map(FanOut::events)
                .compose(events -> events.isEmpty()
                        ? Future.succeededFuture(false)
                        : subscribers(transaction, events)
                                .compose(subscribers -> insert(transaction, deliveries(events, subscribers, now), now))
                                .map(events.size() == BATCH)));
    }

    private static List<Waiting> events(RowSet<Row> rows) {
        List<Waiting> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(new Waiting(
                    Columns.tenant(row), row.getString("id"), row.getString("type"), row.getString("payload")));
        }
        return events;
    }

    private static Future<Map<Tenant, List<Subscriber>>> subscribers(Transaction transaction, List<Waiting> events) {
        List<Tenant> tenants = events.stream().map(Waiting::tenant).distinct().toList();
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(tenants.stream().map(Tenant::workspaceId).toArray(String[]::new))
                .addArrayOfString(
                        tenants.stream().map(tenant -> tenant.mode().text()).toArray(String[]::new));
        return transaction.run(ENDPOINTS, parameters).map(rows -> {
            Map<Tenant, List<Subscriber>> subscribers = new HashMap<>();
            for (Row row : rows) {
                subscribers
                        .computeIfAbsent(Columns.tenant(row), ignored -> new ArrayList<>())
                        .add(new Subscriber(row.getString("id"), Columns.texts(row, "events")));
            }
            return subscribers;
        });
    }

    private static Deliveries deliveries(List<Waiting> events, Map<Tenant, List<Subscriber>> subscribers, Instant now) {
        Deliveries deliveries = new Deliveries();
        for (Waiting event : events) {
            Optional<EventType> type = EventType.of(event.type());
            if (type.isEmpty()) {
                continue;
            }
            for (Subscriber subscriber : subscribers.getOrDefault(event.tenant(), List.of())) {
                EventFilter.wanted(subscriber.events(), type.get())
                        .ifPresent(dialect -> deliveries.add(event, subscriber, dialect, now));
            }
        }
        return deliveries;
    }

    private static Future<Void> insert(Transaction transaction, Deliveries deliveries, Instant now) {
        return deliveries.rows.isEmpty()
                ? Future.succeededFuture()
                : transaction.run(INSERT, deliveries.columns(now)).mapEmpty();
    }

    /** Rows to insert, turned into one array a column. */
    private static final class Deliveries {
        private static final int COLUMNS = 7;
        private final List<@Nullable String[]> rows = new ArrayList<>();

        void add(Waiting event, Subscriber subscriber, Dialect dialect, Instant now) {
            String body = null;
            if (dialect == Dialect.LIBRARIES) {
                try {
                    body = DeliveryBody.of(event.payload());
                } catch (IllegalStateException damaged) {
                    // It must not hold up every event behind it.
                    LOG.atError()
                            .addKeyValue("eventId", event.id())
                            .setCause(damaged)
                            .log("An event cannot be told in the libraries' words");
                    return;
                }
            }
            Tenant tenant = event.tenant();
            rows.add(new @Nullable String[] {
                tenant.workspaceId(),
                tenant.mode().text(),
                Ids.at(now, "whd"),
                subscriber.endpointId(),
                event.id(),
                event.type(),
                body
            });
        }

        Tuple columns(Instant now) {
            Tuple columns = Tuple.tuple();
            for (int column = 0; column < COLUMNS; column++) {
                int index = column;
                columns.addArrayOfString(rows.stream().map(row -> row[index]).toArray(String[]::new));
            }
            return columns.addOffsetDateTime(Columns.time(now));
        }
    }
}
