package com.plugipay.events;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.SdkEventNames;
import io.vertx.core.Future;
import java.util.List;

/** Events over HTTP, read only. */
public final class EventRoutes {
    private final EventStore events;
    private final List<EventKind> kinds;
    private final SdkEvents sdkEvents;

    public EventRoutes(EventStore events, List<EventKind> kinds, SdkEvents sdkEvents) {
        this.events = events;
        this.kinds = kinds;
        this.sdkEvents = sdkEvents;
    }

    public void mount(Operations api) {
        kinds.forEach(kind -> api.sends(
                new Operations.SentRequest(kind.type().text(), Event.class, kind.resource(), kind.example())));
        api.get("/events", "List events")
                .returnsPage(Event.class, "type", "occurredAfter", "occurredBefore")
                .filterKnows("type", SdkEventNames.spellings())
                .renderedForSdks(Event.class, sdkEvents::of)
                .handledBy(this::list);
        api.get("/events/types", "List the types of events with their schemas and examples, all on one page")
                .returnsAll(EventKind.class)
                .renderedForSdks(EventKind.class, sdkEvents::kind)
                .handledBy(this::types);
        api.get("/events/:id", "Retrieve an event")
                .returns(200, Event.class)
                .renderedForSdks(Event.class, sdkEvents::of)
                .handledBy(this::retrieve);
    }

    private Future<Page<Event>> list(Call<Void> call) {
        Listing listing = call.listing();
        return events.list(
                call.tenant(),
                listing,
                EventPermissions.of(call.principal(), listing.filters().getOrDefault("type", "")));
    }

    private Future<Page<EventKind>> types(Call<Void> call) {
        return Future.succeededFuture(new Page<>(kinds, null));
    }

    private Future<Event> retrieve(Call<Void> call) {
        // Events that the key may not read are reported as missing.
        return events.find(call.tenant(), call.id())
                .map(found -> found.filter(event -> call.principal().mayReadEvents(event.type()))
                        .orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
