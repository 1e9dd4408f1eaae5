package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.LocalFiles;
import com.plugipay.sandbox.kit.LocalServer;
import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kopi Senja, the shop of development mode: sells beans through the gateway as any merchant would, by the bag or every
 * month.
 *
 * <p>Its webhooks go to {@code /webhooks}. Keeps everything in memory, on one event loop: deploy one instance.
 */
public final class DemoShop extends LocalServer {
    private static final int BODY_LIMIT = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(DemoShop.class);

    private final ShopSettings settings;

    public DemoShop(ShopSettings settings) {
        super(settings.host(), settings.port());
        this.settings = settings;
    }

    @Override
    protected Router router() {
        MerchantClient gateway = new MerchantClient(vertx, settings);
        onStop(gateway::close);
        Orders orders = new Orders();
        ShopPages pages = new ShopPages(settings.gatewayUrl());
        MonthlyPlan plan = new MonthlyPlan(gateway);
        MonthlyFront monthly = new MonthlyFront(gateway, plan, new MonthlyBags(), pages);
        WebhookInbox inbox = new WebhookInbox(settings.webhookSecret(), InstantSource.system(), event -> {
            orders.apply(event);
            monthly.apply(event);
        });
        // Without it nobody can subscribe: whoever wants to has it made then.
        plan.id().onFailure(failure -> LOG.warn("The plan was not made: {}", failure.getMessage()));

        Router router = Router.router(vertx);
        router.route().handler(pages::protect).failureHandler(pages::failed);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.get("/assets/:name").handler(new LocalFiles("shop", List.of("icon.svg", "shop.css", "watch.js")));
        inbox.mount(router, pages);
        // After the inbox: the gateway is no browser, and the signature proves who it is.
        router.route().handler(LocalServer::refuseOtherSites);
        new ShopFront(gateway, orders, pages).mount(router);
        monthly.mount(router);
        new MerchantDesk(gateway, inbox, pages).mount(router);
        router.errorHandler(404, context -> pages.sorry(context, 404));
        router.errorHandler(405, context -> pages.sorry(context, 405));
        return router;
    }
}
