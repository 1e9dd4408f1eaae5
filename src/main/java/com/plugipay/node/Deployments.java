package com.plugipay.node;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verticles that are stopped together. One that cannot be stopped is logged, and does not keep others from it. */
public final class Deployments {
    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);

    private final Vertx vertx;
    private final List<String> ids = new CopyOnWriteArrayList<>();

    public Deployments(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Starts these verticles at the same time; fails if one of them fails. */
    public Future<Void> start(List<? extends Deployable> verticles) {
        return Future.all(verticles.stream()
                        .map(verticle -> vertx.deployVerticle(verticle).onSuccess(ids::add))
                        .toList())
                .mapEmpty();
    }

    /** Starts a verticle for each core, in one deployment, so that they share a port. */
    public Future<Void> startOnEachCore(Supplier<? extends Deployable> verticle) {
        int cores = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(cores))
                .onSuccess(ids::add)
                .mapEmpty();
    }

    public Future<Void> stop() {
        return Future.join(ids.stream().map(id -> attempt(vertx.undeploy(id))).toList())
                .mapEmpty();
    }

    /** Logs a failure to stop something, and succeeds in any case. */
    public static Future<Void> attempt(Future<Void> stopping) {
        return stopping.recover(failure -> {
            LOG.atWarn().setCause(failure).log("Could not be stopped");
            return Future.succeededFuture();
        });
    }
}
