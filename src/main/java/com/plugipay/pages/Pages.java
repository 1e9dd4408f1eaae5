package com.plugipay.pages;

import com.plugipay.checkout.BuyerSide;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** Everything that a browser is shown. */
public final class Pages {
    private final Assets assets = Assets.load();
    private final HostedCheckout checkout;

    public Pages(BuyerSide buyer, InstantSource clock) {
        this.checkout = new HostedCheckout(buyer, new CheckoutPage(assets), clock);
    }

    public void mount(Router router) {
        router.get("/static/:name").handler(assets);
        checkout.mount(router);
        new DocsPage(assets).mount(router);
    }
}
