package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Batch;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.deliveries.EndpointSubscription;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.deliveries.QueueDueStatement;
import com.plugipay.webhooks.deliveries.StoredEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the events and endpoints of replays, and writes their deliveries. */
final class ReplayStore {
    private static final NamedSql EVENTS = NamedSql.of("""
            select workspace_id, mode, id, type, payload from events
             where workspace_id = :workspace and mode = :mode and id = any (:ids)""");
    private static final NamedSql SUBSCRIBERS = NamedSql.of("""
            select workspace_id, mode, id as endpoint_id, events from webhook_endpoints
             where workspace_id = :workspace and mode = :mode and status = 'active'""");

    /** A delivery that waits for its next attempt continues its round of retries; one that has ended starts a new round. */
    private static final NamedSql SEND = NamedSql.of("""
            insert into webhook_deliveries as d (workspace_id, mode, id, endpoint_id, event_id, type, body, status,
                attempts, due_at, attempt_log, created_at, updated_at)
            select :workspace, :mode, id, endpoint_id, event_id, type, body, 'pending', 0, :now, '[]'::jsonb, :now, :now
              from unnest(:ids::text[], :endpoint_ids::text[], :event_ids::text[], :types::text[], :bodies::text[])
                as n (id, endpoint_id, event_id, type, body)
             order by event_id, endpoint_id
            on conflict on constraint webhook_deliveries_once do update
                set status = 'pending', due_at = :now, updated_at = %s,
                    tries = case when d.status = 'pending' then d.tries else 0 end,
                    trying_since = case when d.status = 'pending' then d.trying_since end
            returning endpoint_id""".formatted(UpdatedAt.sql(":now", "d.updated_at")));

    private final Database database;

    ReplayStore(Database database) {
        this.database = database;
    }

    /** The events that exist, by their ids. */
    Future<Map<String, StoredEvent>> events(Tenant tenant, List<String> ids) {
        return database.many(EVENTS, Values.of(tenant).and("ids", ids.toArray(String[]::new)), StoredEvent::read)
                .map(events ->
                        events.stream().collect(Collectors.toUnmodifiableMap(StoredEvent::id, Function.identity())));
    }

    /** The active endpoints. */
    Future<List<EndpointSubscription>> subscribers(Tenant tenant) {
        return database.many(SUBSCRIBERS, Values.of(tenant), EndpointSubscription::read);
    }

    /** Writes the deliveries, or makes those due again that exist already. */
    static Write send(ChangeContext context, List<NewDelivery> deliveries) {
        Values values = Batch.of(deliveries)
                .texts("ids", NewDelivery::id)
                .texts("endpoint_ids", delivery -> delivery.endpoint().endpointId())
                .texts("event_ids", delivery -> delivery.event().id())
                .texts("types", delivery -> delivery.event().type())
                .texts("bodies", NewDelivery::body)
                .values();
        return QueueDueStatement.wake(Write.of(context).step("deliveries", SEND, values))
                .wakingDispatcher();
    }
}
