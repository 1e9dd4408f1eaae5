package com.plugipay;

import com.plugipay.db.Database;
import com.plugipay.keys.MasterKeyVersions;
import com.plugipay.management.ManagementVerticle;
import com.plugipay.node.ApiServer;
import com.plugipay.node.Deployments;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Work;
import com.plugipay.work.WorkVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/** A running node: its modules, started step by step, and stopped in the opposite order. */
public final class Gateway {
    private final Node node;
    private final List<Module> modules;
    private final ApiServer api;
    private final ManagementVerticle management;
    private final AtomicBoolean serving = new AtomicBoolean();

    private final Deployments servers;
    private final Deployments workers;
    private final Deployments services;

    private Gateway(Config config, Node node) {
        this.node = node;
        this.modules = Modules.of(config, node);
        this.api = new ApiServer(node, modules);
        this.management = new ManagementVerticle(config.management(), node.database(), node.metrics(), serving);
        this.servers = new Deployments(node.vertx());
        this.workers = new Deployments(node.vertx());
        this.services = new Deployments(node.vertx());
    }

    /**
     * Starts all of it on a database that is migrated; fails with {@link com.plugipay.keys.WrongMasterKey} when the master
     * keys are not its own. The clock is the system's, but for tests.
     */
    public static Future<Gateway> start(Config config, InstantSource clock) {
        Node node = Nodes.open(config, clock);
        try {
            return new Gateway(config, node).start();
        } catch (RuntimeException failure) {
            return Future.succeededFuture()
                    .compose(begun -> Deployments.attempt(node.database().close()))
                    .compose(closed -> node.vertx().close())
                    .transform(closed -> Future.failedFuture(failure));
        }
    }

    private Future<Gateway> start() {
        // It begins outside of the event loops, and so ends there: when a start fails, none is left to tell of it.
        return Future.succeededFuture()
                .compose(begun -> MasterKeyVersions.check(
                        node.database(), node.masterKeys(), node.clock().instant()))
                .compose(checked -> services.start(all(Module::services)))
                .compose(started -> services.start(List.of(management)))
                .compose(started -> node.claims().begin(all(Module::claimed)))
                .compose(begun -> workers.start(all(Module::workers)))
                .compose(started -> workers.start(Stream.concat(all(Module::work).stream(), api.work().stream())
                        .map(this::worker)
                        .toList()))
                .compose(started -> servers.startOnEachCore(api::verticle))
                .map(started -> {
                    serving.set(true);
                    return this;
                })
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private <T> List<T> all(Function<Module, List<T>> part) {
        return modules.stream().flatMap(module -> part.apply(module).stream()).toList();
    }

    private WorkVerticle worker(Work work) {
        return new WorkVerticle(node.vertx(), work, node.metrics(), node.clock());
    }

    /** The port that the API answers on. */
    public int port() {
        return api.port();
    }

    /** The port that {@code /live}, {@code /ready} and {@code /metrics} answer on. */
    public int managementPort() {
        return management.port();
    }

    List<Module> modules() {
        return modules;
    }

    public Database database() {
        return node.database();
    }

    public Vertx vertx() {
        return node.vertx();
    }

    /** Reports that it is not ready, and still takes requests for this time. */
    Future<Void> drain(Duration time) {
        serving.set(false);
        return time.isZero()
                ? Future.succeededFuture()
                : node.vertx().timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    /**
     * Reports that it is not ready, answers the requests in flight and gives back what it has claimed, and then stops what
     * both needed. A part that cannot be stopped is logged, and does not keep the others from stopping.
     */
    public Future<Void> stop() {
        serving.set(false);
        return Future.join(
                        servers.stop(),
                        workers.stop()
                                .compose(stopped ->
                                        Deployments.attempt(node.claims().end())))
                .compose(stopped -> services.stop())
                .compose(stopped -> Deployments.attempt(node.database().close()))
                .compose(stopped -> node.vertx().close());
    }
}
