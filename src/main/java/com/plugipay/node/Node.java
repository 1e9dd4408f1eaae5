package com.plugipay.node;

import com.plugipay.auth.Authenticator;
import com.plugipay.db.Database;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.server.HttpConfig;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.work.Claims;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;

/**
 * What all modules of a node stand on.
 *
 * @param clients tells a client's address from that of a proxy in front
 * @param connections all connections of the HTTP server, with their limits
 * @param clock the system's, but for tests
 */
public record Node(
        Vertx vertx,
        Database database,
        Claims claims,
        MasterKeys masterKeys,
        Authenticator authenticator,
        HttpConfig http,
        LimitsConfig limits,
        ClientAddresses clients,
        Connections connections,
        HttpServerOptions serverOptions,
        PrometheusMeterRegistry metrics,
        InstantSource clock) {}
