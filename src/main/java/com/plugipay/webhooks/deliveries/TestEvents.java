package com.plugipay.webhooks.deliveries;

import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.events.EventKind;
import com.plugipay.events.SdkEvents;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.json.Dialect;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventStamp;
import com.plugipay.outbox.EventStampStatement;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.SdkEventNames;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.endpoints.EventFilter;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpointRoutes;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends example events to all endpoints, or to one, for merchants who build or check a receiver. Each has
 * {@code data.example}, so that receivers do not ship goods for it.
 */
public final class TestEvents {
    private final Database database;
    private final WebhookEndpointStore endpoints;
    private final Map<EventType, EventKind> kinds;
    private final SdkEvents sdkEvents;

    public TestEvents(Database database, WebhookEndpointStore endpoints, List<EventKind> kinds, SdkEvents sdkEvents) {
        this.database = database;
        this.endpoints = endpoints;
        this.sdkEvents = sdkEvents;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(EventKind::type, Function.identity()));
    }

    /** Mounts the route that triggers an event. */
    public void mount(Operations api) {
        api.post(
                        "/events/trigger",
                        "Make an event that did not happen, in test mode, for all endpoints that ask for it")
                .accepts(TriggerInput.class)
                .returns(201, Event.class)
                .renderedForSdks(Event.class, sdkEvents::of)
                .handledBy(this::trigger);
    }

    /** Mounts the route that tests an endpoint, below the endpoints' path. */
    public void mount(Operations api, String path) {
        api.post(path + "/:id/test", "Send an example of an event to this endpoint, whatever it asks for")
                .requires(WebhookEndpointRoutes.RESOURCE)
                .accepts(TestEventInput.class)
                .returns(201, WebhookDelivery.class)
                .renderedForSdks(WebhookDelivery.class, WebhookDelivery::forSdks)
                .handledBy(this::test);
    }

    private Change<Event> trigger(Call<TriggerInput> call) {
        if (call.tenant().mode() != Mode.TEST) {
            throw ErrorCode.FORBIDDEN.withMessage("Events can be triggered in test mode only.");
        }
        TriggerInput input = call.input();
        EventType type = type(input.type());
        return written(stamp -> {
            Event event = event(call.tenant(), type, input.aggregateId(), input.data(), stamp);
            return TestEventStore.insert(call.context(), event)
                    .audit("event.triggered", event.id())
                    .returning(event);
        });
    }

    /** The response has the event's id, which therefore is made in the same transaction before the event is written. */
    private <T> Change<T> written(Function<EventStamp, Change<T>> write) {
        return Change.inTransaction(
                        transaction -> EventStampStatement.stamp(transaction).map(write))
                .then(() -> Write.EVENTS_READY.publish(database.vertx(), ""));
    }

    private Change<WebhookDelivery> test(Call<TestEventInput> call) {
        return Change.after(() -> endpoints
                .find(call.tenant(), call.id())
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .map(endpoint -> {
                    if (!endpoint.active()) {
                        throw ErrorCode.ENDPOINT_DISABLED.exception();
                    }
                    return send(call, endpoint);
                }));
    }

    private Change<WebhookDelivery> send(Call<TestEventInput> call, WebhookEndpoint endpoint) {
        String name = call.input().type() == null
                ? EventType.PAYMENT_SUCCEEDED.text()
                : call.input().type();
        EventType type = type(name);
        boolean isSdkBody = name.startsWith(SdkEventNames.PREFIX)
                || EventFilter.wanted(endpoint.events(), type).equals(Optional.of(Dialect.SDK));
        return written(stamp -> {
            Event event = event(call.tenant(), type, null, null, stamp);
            String payload = event.payload();
            String body = isSdkBody ? sdkEvents.body(event) : null;
            WebhookDelivery delivery =
                    WebhookDelivery.create(endpoint, event, body == null ? payload : body, call.now());
            return TestEventStore.insert(call.context(), event, delivery, body)
                    .audit("webhook_endpoint.tested", endpoint.id())
                    .returning(delivery);
        });
    }

    private static EventType type(String name) {
        return EventType.of(name)
                .or(() -> SdkEventNames.type(name))
                .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField(
                        "type", "There is no such event; GET /events/types lists them."));
    }

    /** An event about the given object, or an example of one, in that workspace. */
    private Event event(
            Tenant tenant,
            EventType type,
            @Nullable String objectId,
            @Nullable Map<String, Object> given,
            EventStamp stamp) {
        Map<String, Object> object = new LinkedHashMap<>(given == null ? example(type) : given);
        object.put("workspaceId", tenant.workspaceId());
        object.put("mode", tenant.mode());
        if (objectId != null) {
            object.put("id", objectId);
        }
        object.putIfAbsent("id", Ids.at(stamp.at(), "example"));
        return new Event(
                stamp.id(),
                type,
                tenant.workspaceId(),
                tenant.mode(),
                stamp.at(),
                Map.of("object", object, "example", true));
    }

    private Map<String, Object> example(EventType type) {
        Map<String, Object> example = new LinkedHashMap<>();
        Object data = Objects.requireNonNull(kinds.get(type)).example().get("data");
        if (data instanceof Map<?, ?> map && map.get("object") instanceof Map<?, ?> object) {
            object.forEach((name, value) -> example.put(String.valueOf(name), value));
        }
        return example;
    }
}
