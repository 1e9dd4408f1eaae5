package com.plugipay.audit;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Work;
import java.util.List;

/** The audit log over HTTP, and its chain. */
public final class AuditModule implements Module {
    private final AuditRoutes routes;
    private final Work chaining;

    public AuditModule(Node node) {
        this.routes = new AuditRoutes(new AuditStore(node.database()), new AuditVerifier(node.database()));
        this.chaining = AuditChaining.of(node.database());
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Work> work() {
        return List.of(chaining);
    }
}
