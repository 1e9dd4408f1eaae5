package com.plugipay.node;

import com.plugipay.auth.Authenticator;
import com.plugipay.auth.Sessions;
import com.plugipay.db.Database;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.exchange.HostCookie;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.requests.RecentRequests;
import com.plugipay.http.server.HttpConfig;
import com.plugipay.http.server.KeyLimits;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.work.Claims;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;

/**
 * What all modules of a node share.
 *
 * @param clients finds the addresses of clients, also behind proxies
 * @param connections limits the connections to the API's server
 * @param sessions finds who has signed in
 * @param operations those of all modules, once these are mounted
 * @param keyLimits limits how much one key or member does
 * @param requests the latest ones to this node
 * @param clock the system's clock, except in tests
 */
public record Node(
        Vertx vertx,
        Database database,
        Claims claims,
        MasterKeys masterKeys,
        Authenticator authenticator,
        Sessions sessions,
        HttpConfig http,
        LimitsConfig limits,
        ClientAddresses clients,
        Connections connections,
        HttpServerOptions serverOptions,
        Operations operations,
        KeyLimits keyLimits,
        RecentRequests requests,
        PrometheusMeterRegistry metrics,
        InstantSource clock) {

    /** The cookie of the sessions of people. */
    public HostCookie sessionCookie() {
        return new HostCookie("plugipay_session", http.isSecure(), Sessions.LONGEST);
    }
}
