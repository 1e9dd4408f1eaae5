package com.plugipay;

import com.plugipay.auth.Authenticator;
import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.http.addresses.AddressRanges;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.requests.RecentRequests;
import com.plugipay.http.server.KeyLimits;
import com.plugipay.http.server.Servers;
import com.plugipay.management.Metrics;
import com.plugipay.node.Node;
import com.plugipay.people.SessionStore;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.work.Claims;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Opens what all modules of a node share: the database, the event bus, keys and metrics. */
final class Nodes {
    private Nodes() {}

    static Node open(Config config, InstantSource clock) {
        Metrics metrics = new Metrics();
        ClientAddresses clients =
                new ClientAddresses(AddressRanges.of(config.http().trustedProxies()));
        HttpServerOptions options = Servers.options(config.http());
        Connections connections = new Connections(config.connections(), options, clients::isProxy, metrics.registry());
        Vertx vertx = Servers.vertx(metrics.options(), metrics.factory(), connections);
        LocalCodec.register(vertx);
        Timer waits = Timer.builder("plugipay.database.wait")
                .description("How long statements and transactions wait for one of the node's connections")
                .register(metrics.registry());
        Database database = Database.connect(
                vertx,
                config.database(),
                config.limits().workspaceConnectionsPercent(),
                nanoseconds -> waits.record(nanoseconds, TimeUnit.NANOSECONDS));
        Gauge.builder("plugipay.database.waiting", database, Database::waiting)
                .description("Statements that wait for one of the node's connections")
                .register(metrics.registry());
        return new Node(
                vertx,
                database,
                new Claims(database, config.nodeNameOrHost(), clock),
                MasterKeys.parse(config.masterKeys()),
                new Authenticator(vertx),
                new SessionStore(database),
                config.http(),
                config.limits(),
                clients,
                connections,
                options,
                new Operations(),
                new KeyLimits(config.limits()),
                new RecentRequests(),
                metrics.registry(),
                clock);
    }
}
