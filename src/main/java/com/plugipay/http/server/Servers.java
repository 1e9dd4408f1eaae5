package com.plugipay.http.server;

import com.plugipay.http.connections.Connections;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import java.util.concurrent.TimeUnit;

/** The settings of the event loops and of the servers on them. */
public final class Servers {
    private static final int IDLE_SECONDS = 60;

    /** Any free port, and the same one for all event loops. */
    private static final int FREE_PORT = -1;

    private static final int LONGEST_REQUEST_LINE = 8192;
    private static final int MOST_FORM_FIELDS = 16;
    private static final int LONGEST_FORM_FIELD = 1024;

    private Servers() {}

    /** Event loops on the native transport where there is one, whose connections to the API are watched. */
    public static Vertx vertx(MetricsOptions metrics, VertxMetricsFactory factory, Connections connections) {
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(metrics))
                .withMetrics(factory)
                .withTransport(connections.transport())
                .build();
    }

    /** HTTP/1.1 and HTTP/2; TLS by the native engine when it is configured. */
    public static HttpServerOptions options(HttpConfig config) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? FREE_PORT : config.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                // Only the upload of a proof is decoded by the server; of its form the file counts.
                .setMaxFormFields(MOST_FORM_FIELDS)
                .setMaxFormAttributeSize(LONGEST_FORM_FIELD)
                .setTcpNoDelay(true)
                // Nobody speaks WebSocket here: without these, two handlers less on every connection.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        if (config.isTls()) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setSslEngineOptions(new OpenSSLEngineOptions())
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(config.tlsCertificate())
                            .setKeyPath(config.tlsKey()));
        }
        return options;
    }
}
