package com.plugipay.http.server;

import com.plugipay.async.WithoutFiles;
import com.plugipay.http.connections.Connections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import java.util.concurrent.TimeUnit;

/** Makes the event loops and the options of the API's server. */
public final class Servers {
    private static final int IDLE_SECONDS = 60;

    /** Any free port, the same one for all event loops. */
    private static final int FREE_PORT = -1;

    private static final int LONGEST_REQUEST_LINE = 16 * 1024;
    private static final int MOST_FORM_FIELDS = 16;
    private static final int LONGEST_FORM_FIELD = 1024;

    private Servers() {}

    /** Event loops on the native transport if it is available, whose connections to the API are limited. */
    public static Vertx vertx(MetricsOptions metrics, VertxMetricsFactory factory, Connections connections) {
        return Vertx.builder()
                .with(WithoutFiles.options().setMetricsOptions(metrics))
                .withMetrics(factory)
                .withTransport(connections.transport())
                .build();
    }

    /** Options for HTTP/1.1 and HTTP/2, with TLS by the native engine if a certificate is configured. */
    public static HttpServerOptions options(HttpConfig config) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? FREE_PORT : config.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                // The server decodes only the form by which a proof is uploaded, of which the file is used.
                .setMaxFormFields(MOST_FORM_FIELDS)
                .setMaxFormAttributeSize(LONGEST_FORM_FIELD)
                .setTcpNoDelay(true)
                // There is no WebSocket here: this saves two handlers on every connection.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        if (config.isTls()) {
            requireNativeTls();
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setSslEngineOptions(new OpenSSLEngineOptions())
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(config.tlsCertificate())
                            .setKeyPath(config.tlsKey()));
        }
        return options;
    }

    /** Its library is unpacked when it is first used. */
    private static void requireNativeTls() {
        if (!OpenSSLEngineOptions.isAvailable()) {
            throw new IllegalArgumentException(
                    "http.tlsCertificate: the library for TLS cannot be loaded; the folder for"
                            + " temporary files must be one in which files can be written and run: "
                            + System.getProperty("io.netty.native.workdir", System.getProperty("java.io.tmpdir")));
        }
    }
}
