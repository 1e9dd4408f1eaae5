package com.plugipay.billing.dunning;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** Dunning: the policies, and the collection of invoices by them. */
public final class DunningModule implements Module {
    private final DunningPolicyStore policies;

    public DunningModule(Node node) {
        this.policies = new DunningPolicyStore(node.database());
    }

    @Override
    public void mount(Operations api) {
        new DunningPolicyRoutes(policies).mount(api);
    }
}
