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

/** Verticles that stop together. What cannot be stopped is told, and keeps nothing else from it. */
public final class Deployments {
    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);

    private final Vertx vertx;
    private final List<String> ids = new CopyOnWriteArrayList<>();

    public Deployments(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Starts one of each, side by side; fails when one of them does. */
    public Future<Void> start(List<? extends Deployable> verticles) {
        return Future.all(verticles.stream()
                        .map(verticle -> vertx.deployVerticle(verticle).onSuccess(ids::add))
                        .toList())
                .mapEmpty();
    }

    /** One deployment, so that all of them share a port and stop together. */
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

    /** Stops something else in the same way. */
    public static Future<Void> attempt(Future<Void> stopping) {
        return stopping.recover(failure -> {
            LOG.atWarn().setCause(failure).log("Something could not be stopped");
            return Future.succeededFuture();
        });
    }
}
