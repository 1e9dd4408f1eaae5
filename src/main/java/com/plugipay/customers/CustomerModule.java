package com.plugipay.customers;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** Customers over HTTP. */
public final class CustomerModule implements Module {
    private final CustomerRoutes routes;

    public CustomerModule(Node node) {
        this.routes = new CustomerRoutes(new CustomerStore(node.database()));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
