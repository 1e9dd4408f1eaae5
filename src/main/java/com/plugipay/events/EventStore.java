package com.plugipay.events;

import com.plugipay.db.Database;
import com.plugipay.db.Horizon;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happened, read back. Events are written by {@link com.plugipay.outbox.Write}, with the change they tell of. */
public final class EventStore {
    private static final String FIND = "select payload from events where workspace_id = $1 and mode = $2 and id = $3";
    private static final Map<String, String> FILTERS = Map.of("type", "type");

    private final Database database;

    public EventStore(Database database) {
        this.database = database;
    }

    public Future<Optional<Event>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), EventStore::read);
    }

    /** Those of these types that nothing will come before any more, see {@link Horizon}. */
    public Future<Page<Event>> list(Tenant tenant, Listing listing, Set<EventType> types) {
        List<Listing.Condition> conditions = types.size() == EventType.values().length
                ? List.of()
                : List.of(new Listing.Condition("type = any (%s)", texts(types)));
        return listing.settled(tenant, database, Horizon.EVENTS, FILTERS, conditions)
                .compose(query -> database.many(
                        "select payload from events" + query.where(), query.parameters(), EventStore::read))
                .map(found -> Page.of(listing, found));
    }

    private static String[] texts(Set<EventType> types) {
        return types.stream().map(EventType::text).toArray(String[]::new);
    }

    private static Event read(Row row) {
        return Event.stored(row.getString("payload"));
    }
}
