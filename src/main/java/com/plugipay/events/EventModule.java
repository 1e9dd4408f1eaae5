package com.plugipay.events;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import java.util.List;

/** Events over HTTP. */
public final class EventModule implements Module {
    private final EventRoutes routes;

    public EventModule(Node node, List<EventKind> kinds, SdkEvents sdkEvents) {
        this.routes = new EventRoutes(new EventStore(node.database()), kinds, sdkEvents);
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
