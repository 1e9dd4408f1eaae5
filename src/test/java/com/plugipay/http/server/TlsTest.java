package com.plugipay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.http.connections.Connections;
import com.plugipay.management.Metrics;
import com.plugipay.support.TestGateway;
import io.netty.handler.ssl.OpenSsl;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as it is configured: the native engine, HTTP/2 by ALPN, and HTTP/1.1 for clients that want it. */
class TlsTest {
    @Test
    void servesBothProtocolsOverTls(@TempDir Path directory) throws Exception {
        KeyStore store = selfSigned(directory);
        Path certificate = pem(
                directory.resolve("certificate.pem"),
                "CERTIFICATE",
                store.getCertificate("gateway").getEncoded());
        Path key = pem(
                directory.resolve("key.pem"),
                "PRIVATE KEY",
                store.getKey("gateway", "secret-password".toCharArray()).getEncoded());
        assertThat(OpenSsl.isAvailable()).isTrue();

        HttpServerOptions options = Servers.options(
                new HttpConfig("127.0.0.1", 0, "https://localhost", certificate.toString(), key.toString(), List.of()));
        Metrics metrics = new Metrics();
        Connections connections =
                new Connections(ConnectionConfig.standard(), options, address -> false, metrics.registry());
        Vertx vertx = Servers.vertx(metrics.options(), metrics.factory(), connections);
        HttpServer server = TestGateway.get(vertx.createHttpServer(options)
                .connectionHandler(connections::guard)
                .requestHandler(request -> request.response().end("fine"))
                .listen());
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            for (HttpClient.Version version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("https://localhost:" + server.actualPort() + "/"))
                        .version(version)
                        .build();
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).isEqualTo("fine");
            }
        } finally {
            TestGateway.get(vertx.close());
        }
    }

    private static KeyStore selfSigned(Path directory) throws Exception {
        Path file = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret-password",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, "secret-password".toCharArray());
        }
        return store;
    }

    private static Path pem(Path file, String label, byte[] bytes) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    private static SSLContext trusting(KeyStore store) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", store.getCertificate("gateway"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
