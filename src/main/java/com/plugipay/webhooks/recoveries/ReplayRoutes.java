package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.deliveries.EndpointSubscription;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.deliveries.QueueDueStatement;
import com.plugipay.webhooks.deliveries.StoredEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends events again to every endpoint that asks for them, whether or not it accepted them before. */
public final class ReplayRoutes {
    private static final String EVENTS = """
            select workspace_id, mode, id, type, payload from events
             where workspace_id = $1 and mode = $2 and id = any ($3)""";
    private static final String SUBSCRIBERS = """
            select workspace_id, mode, id as endpoint_id, events from webhook_endpoints
             where workspace_id = $1 and mode = $2 and status = 'active'""";
    private static final String SEND = """
            sent as (
                insert into webhook_deliveries as d (workspace_id, mode, id, endpoint_id, event_id, type, body, status,
                    attempts, due_at, attempt_log, created_at, updated_at)
                select $1, $2, id, endpoint_id, event_id, type, body, 'pending', 0, $3, '[]'::jsonb, $3, $3
                  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                    as n (id, endpoint_id, event_id, type, body)
                 order by event_id, endpoint_id
                on conflict on constraint webhook_deliveries_once do update
                    set status = 'pending', due_at = $3, updated_at = %s,
                        tries = case when d.status = 'pending' then d.tries else 0 end,
                        trying_since = case when d.status = 'pending' then d.trying_since end
                returning endpoint_id),
            """.formatted(UpdatedAt.sql("$3", "d.updated_at")) + QueueDueStatement.wake("sent");

    private final Database database;
    private final WebhookRecoveryRoutes recoveries;

    public ReplayRoutes(Database database, WebhookRecoveryRoutes recoveries) {
        this.database = database;
        this.recoveries = recoveries;
    }

    /** Mounts the route. */
    public void mount(Operations api) {
        api.post("/events/replay", "Send events again: these to all endpoints, or what one did not take since then")
                .accepts(ReplayInput.class)
                .returns(202, Replay.class)
                .handledBy(this::replay);
    }

    private Change<Replay> replay(Call<ReplayInput> call) {
        ReplayInput input = call.input().checked();
        if (input.eventIds() != null) {
            return send(call, input.eventIds().stream().distinct().toList());
        }
        return recoveries.replay(
                call,
                Objects.requireNonNull(input.endpointId()),
                new WebhookRecoveryInput(Objects.requireNonNull(input.since()), input.until()));
    }

    private Change<Replay> send(Call<ReplayInput> call, List<String> ids) {
        return Change.after(() -> Future.all(events(call.tenant(), ids), subscribers(call.tenant()))
                .map(found -> {
                    Map<String, StoredEvent> events = found.resultAt(0);
                    List<EndpointSubscription> subscribers = found.resultAt(1);
                    for (int i = 0; i < ids.size(); i++) {
                        if (!events.containsKey(ids.get(i))) {
                            throw ErrorCode.VALIDATION_ERROR.forField("eventIds/" + i, "There is no such event.");
                        }
                    }
                    List<NewDelivery> deliveries = events.values().stream()
                            .flatMap(event -> NewDelivery.of(event, subscribers, call.now()).stream())
                            .toList();
                    Replay answer = new Replay(deliveries.size(), null);
                    return deliveries.isEmpty() ? Change.none(answer) : write(call, ids, deliveries, answer);
                }));
    }

    private static Change<Replay> write(Call<?> call, List<String> ids, List<NewDelivery> deliveries, Replay answer) {
        Write write = Write.of(
                call.context(),
                SEND,
                texts(deliveries, NewDelivery::id),
                texts(deliveries, delivery -> delivery.endpoint().endpointId()),
                texts(deliveries, delivery -> delivery.event().id()),
                texts(deliveries, delivery -> delivery.event().type()),
                texts(deliveries, NewDelivery::body));
        ids.forEach(id -> write.audit("event.replayed", id));
        return write.wakingDispatcher().returning(answer);
    }

    private Future<Map<String, StoredEvent>> events(Tenant tenant, List<String> ids) {
        return database.many(
                        EVENTS,
                        Tuple.of(tenant.workspaceId(), tenant.mode().text(), ids.toArray(String[]::new)),
                        StoredEvent::read)
                .map(events ->
                        events.stream().collect(Collectors.toUnmodifiableMap(StoredEvent::id, Function.identity())));
    }

    private Future<List<EndpointSubscription>> subscribers(Tenant tenant) {
        return database.many(
                SUBSCRIBERS, Tuple.of(tenant.workspaceId(), tenant.mode().text()), EndpointSubscription::read);
    }

    private static @Nullable String[] texts(
            List<NewDelivery> deliveries, Function<NewDelivery, @Nullable String> text) {
        return deliveries.stream().map(text).toArray(String[]::new);
    }
}
