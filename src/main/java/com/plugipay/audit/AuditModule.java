package com.plugipay.audit;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** The audit log over HTTP. */
public final class AuditModule implements Module {
    private final AuditRoutes routes;

    public AuditModule(Node node) {
        this.routes = new AuditRoutes(new AuditStore(node.database()));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
