package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Database;
import com.plugipay.events.SdkEvents;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.deliveries.EndpointSubscription;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.deliveries.RequiredIds;
import com.plugipay.webhooks.deliveries.StoredEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sends events again to every endpoint that asks for them, whether or not it accepted them before. */
public final class ReplayRoutes {
    private final ReplayStore replays;
    private final WebhookRecoveryRoutes recoveries;
    private final SdkEvents sdkEvents;

    public ReplayRoutes(Database database, WebhookRecoveryRoutes recoveries, SdkEvents sdkEvents) {
        this.replays = new ReplayStore(database);
        this.recoveries = recoveries;
        this.sdkEvents = sdkEvents;
    }

    /** Mounts the route. */
    public void mount(Operations api) {
        api.post("/events/replay", "Send events again: these to all endpoints, or what one did not take since then")
                .accepts(ReplayInput.class)
                .returns(202, Replay.class)
                .handledBy(this::replay);
    }

    private Change<Replay> replay(Call<ReplayInput> call) {
        ReplayInput input = call.input();
        if (input.eventIds() != null) {
            return send(call, input.eventIds().stream().distinct().toList());
        }
        return recoveries.replay(
                call,
                Objects.requireNonNull(input.endpointId()),
                new WebhookRecoveryInput(Objects.requireNonNull(input.since()), input.until()));
    }

    private Change<Replay> send(Call<ReplayInput> call, List<String> ids) {
        return Change.after(() -> Future.all(replays.events(call.tenant(), ids), replays.subscribers(call.tenant()))
                .map(found -> {
                    Map<String, StoredEvent> events = found.resultAt(0);
                    List<EndpointSubscription> subscribers = found.resultAt(1);
                    RequiredIds.check("eventIds", ids, events.keySet(), "There is no such event.");
                    List<NewDelivery> deliveries = events.values().stream()
                            .flatMap(event -> NewDelivery.of(event, subscribers, sdkEvents, call.now()).stream())
                            .toList();
                    Replay response = new Replay(deliveries.size(), null);
                    return deliveries.isEmpty() ? Change.none(response) : write(call, ids, deliveries, response);
                }));
    }

    private static Change<Replay> write(Call<?> call, List<String> ids, List<NewDelivery> deliveries, Replay response) {
        Write write = ReplayStore.send(call.context(), deliveries);
        ids.forEach(id -> write.audit("event.replayed", id));
        return write.returning(response);
    }
}
