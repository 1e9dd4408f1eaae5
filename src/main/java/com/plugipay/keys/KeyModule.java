package com.plugipay.keys;

import com.plugipay.auth.AuthVerticle;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import io.vertx.core.Deployable;
import java.util.List;

/** API keys over HTTP, and the verticle that finds their principals. */
public final class KeyModule implements Module {
    private final ApiKeyStore keys;
    private final ApiKeyRoutes routes;

    public KeyModule(Node node) {
        this.keys = new ApiKeyStore(node.database(), node.masterKeys());
        this.routes = new ApiKeyRoutes(keys, node.authenticator());
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Deployable> services() {
        return List.of(new AuthVerticle(keys));
    }
}
