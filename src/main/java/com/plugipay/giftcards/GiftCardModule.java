package com.plugipay.giftcards;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** Gift cards and store credit over HTTP. */
public final class GiftCardModule implements Module {
    private final GiftCardRoutes routes;

    public GiftCardModule(Node node) {
        this.routes = new GiftCardRoutes(
                new GiftCardStore(node.database(), node.clock()), new GiftCardEntryStore(node.database()));
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
