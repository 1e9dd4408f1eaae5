package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kopi Senja, the shop of development mode: sells beans through the gateway as any merchant would.
 *
 * <p>Its webhooks go to {@code /webhooks}. Keeps everything in memory, on one event loop: deploy one instance.
 */
public final class DemoShop extends VerticleBase {
    private static final int BODY_LIMIT = 256 * 1024;

    private final ShopSettings settings;
    private final InstantSource clock;
    private volatile @Nullable HttpServer server;

    public DemoShop(ShopSettings settings) {
        this(settings, Clock.systemUTC());
    }

    public DemoShop(ShopSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .requestHandler(router())
                .listen()
                .onSuccess(listening -> server = listening);
    }

    /** The port that the shop listens on, known once it is deployed. */
    public int actualPort() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("The shop is not open yet");
        }
        return listening.actualPort();
    }

    private Router router() {
        MerchantClient gateway = new MerchantClient(vertx, settings, clock);
        Orders orders = new Orders(clock);
        WebhookInbox inbox = new WebhookInbox(settings.webhookSecret(), clock, orders::hear);
        PaymentOrigins payment = new PaymentOrigins(settings.gatewayUrl());
        ShopPages pages = new ShopPages(payment);

        Router router = Router.router(vertx);
        router.route().handler(pages::protect).failureHandler(pages::failed);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.get("/assets/*").handler(StaticHandler.create("shop").setMaxAgeSeconds(60));
        new InboxRoutes(inbox, pages).mount(router);
        // After the inbox: the gateway is no browser, and its proof is the signature.
        router.route().handler(pages::ownFormsOnly);
        new ShopFront(gateway, orders, pages, payment).mount(router);
        new MerchantDesk(gateway, inbox, pages).mount(router);
        router.errorHandler(404, context -> pages.sorry(context, 404));
        router.errorHandler(405, context -> pages.sorry(context, 405));
        return router;
    }
}
