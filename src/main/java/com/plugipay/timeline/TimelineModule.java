package com.plugipay.timeline;

import com.plugipay.auth.Permission;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** What happened to an object, in one order. */
public final class TimelineModule implements Module {
    private static final Permission DELIVERIES = Permission.toRead("webhooks");

    private final TimelineStore store;

    public TimelineModule(Node node) {
        this.store = new TimelineStore(node.database());
    }

    @Override
    public void mount(Operations api) {
        api.get("/timelines/:id", "List what happened to an object, the newest first")
                .requires("payments")
                .returnsAll(TimelineEntry.class)
                .handledBy(call -> store.of(
                                call.tenant(), call.id(), call.principal().may(DELIVERIES))
                        .map(entries -> {
                            if (entries.isEmpty()) {
                                throw ErrorCode.NOT_FOUND.exception();
                            }
                            return Page.whole(entries);
                        }));
    }
}
