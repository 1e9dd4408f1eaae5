package com.plugipay.audit;

import com.plugipay.http.operations.Operations;

/** The audit log over HTTP. */
public final class AuditRoutes {
    private final AuditStore log;

    public AuditRoutes(AuditStore log) {
        this.log = log;
    }

    public void mount(Operations api) {
        api.get("/audit-log", "List who did what to which object")
                .returnsPage(AuditEntry.class, "objectId", "action", "actorId")
                .handledBy(call -> log.list(call.tenant(), call.listing()));
    }
}
