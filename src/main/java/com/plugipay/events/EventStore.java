package com.plugipay.events;

import com.plugipay.db.Database;
import com.plugipay.db.Horizon;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads events. {@link com.plugipay.outbox.Write} writes them, together with the change that they describe. */
public final class EventStore {
    private static final String SELECT = "select payload from events";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final Map<String, String> FILTERS = Map.of("type", "type");

    private final Database database;

    public EventStore(Database database) {
        this.database = database;
    }

    public Future<Optional<Event>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), EventStore::read);
    }

    /** The events of these types before which no event will be added, see {@link Horizon}. */
    public Future<Page<Event>> list(Tenant tenant, Listing listing, Set<EventType> types) {
        List<Listing.Condition> conditions = types.size() == EventType.values().length
                ? List.of()
                : List.of(new Listing.Condition("type = any (:types)", "types", texts(types)));
        return listing.settled(tenant, database, Horizon.EVENTS, FILTERS, conditions)
                .compose(query -> database.many(SELECT + query.where(), query.parameters(), EventStore::read))
                .map(found -> Page.of(listing, found));
    }

    private static String[] texts(Set<EventType> types) {
        return types.stream().map(EventType::text).toArray(String[]::new);
    }

    private static Event read(Row row) {
        return Event.stored(row.getString("payload"));
    }
}
