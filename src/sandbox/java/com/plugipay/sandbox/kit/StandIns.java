package com.plugipay.sandbox.kit;

import com.plugipay.sandbox.kit.callbacks.CallbackSender;
import com.plugipay.sandbox.kit.control.ControlRoutes;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All stand-ins on one server: each under its name, and {@code /control} to act as the buyer and to set the faults.
 *
 * <p>Each speaks its provider's own protocol, so that the gateway's adapters run unchanged. No money moves; in
 * development and in tests only. Keeps everything in memory, on one event loop: deploy one instance.
 */
public final class StandIns extends LocalServer {
    private static final int BODY_LIMIT = 1024 * 1024;
    /** Often enough for what takes a second. */
    private static final long TICK_MS = 100;

    private final StandInSettings settings;
    private final List<Function<StandInTools, StandIn>> factories;
    private final Consumer<Router> beside;
    private final Map<String, Faults> faults = new LinkedHashMap<>();
    private final ExpiryTimers timers;

    public StandIns(StandInSettings settings, List<Function<StandInTools, StandIn>> factories) {
        this(settings, factories, router -> {});
    }

    /** @param beside mounts what is shown on the same server and stands in for no provider */
    public StandIns(
            StandInSettings settings, List<Function<StandInTools, StandIn>> factories, Consumer<Router> beside) {
        super(settings.host(), settings.port());
        this.beside = beside;
        this.settings = settings;
        this.factories = List.copyOf(factories);
        this.timers = new ExpiryTimers(settings.clock());
    }

    /** Where they are reached, without a slash at the end; known once they are deployed. */
    public String publicUrl() {
        return "http://localhost:" + port();
    }

    @Override
    protected Router router() {
        vertx.setPeriodic(TICK_MS, ignored -> timers.runDue());
        CallbackSender callbacks = new CallbackSender(vertx, faults::get, settings.clock(), settings.retryScale());
        onStop(callbacks::close);
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.route().handler(context -> {
            timers.runDue();
            context.next();
        });
        router.get("/assets/:name").handler(new LocalFiles("standins", List.of("standins.css")));
        router.get("/").handler(context -> StandInPages.goTo(context, "/control"));
        Map<String, StandIn> standIns = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(settings.seed());
        for (Function<StandInTools, StandIn> factory : factories) {
            StandIn standIn = build(factory, callbacks, random.split());
            standIns.put(standIn.name(), standIn);
            Router own = Router.router(vertx);
            standIn.mount(own);
            router.route("/" + standIn.name() + "/*").subRouter(own);
        }
        new ControlRoutes(standIns, faults, callbacks, new StandInPages("Payment providers")).mount(router);
        beside.accept(router);
        return router;
    }

    private StandIn build(Function<StandInTools, StandIn> factory, CallbackSender callbacks, SplittableRandom random) {
        Faults own = new Faults(random.nextLong());
        // The name is known once it is built, and the port once it is needed.
        AtomicReference<String> name = new AtomicReference<>();
        StandIn standIn = factory.apply(new StandInTools(
                vertx, own, callbacks, () -> publicUrl() + "/" + name.get(), settings.clock(), timers, random));
        name.set(standIn.name());
        faults.put(standIn.name(), own);
        return standIn;
    }
}
