package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That we connect to the address that was checked, and speak to the host that was meant. */
class SenderTest {
    private static final WebhookConfig CONFIG = new WebhookConfig(8, 5_000, List.of("127.0.0.1"));
    private static final String PASSWORD = "changeit";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<String> indicatedName = new AtomicReference<>("");
    private final AtomicReference<String> host = new AtomicReference<>("");
    private PfxOptions certificate = new PfxOptions();
    private int port;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void startServer() throws Exception {
        certificate = new PfxOptions().setPath(certificateOf("shop.example")).setPassword(PASSWORD);
        HttpServer server = get(vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate))
                .requestHandler(request -> {
                    indicatedName.set(String.valueOf(request.connection().indicatedServerName()));
                    host.set(String.valueOf(request.getHeader("Host")));
                    request.response().end();
                })
                .listen(0, "127.0.0.1"));
        port = server.actualPort();
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void keepsTheNameWhereItConnectsToTheAddress() throws Exception {
        Sender.Answer answer = post("shop.example", List.of("127.0.0.1"));

        assertThat(answer.error()).isNull();
        assertThat(answer.responseCode()).isEqualTo(200);
        assertThat(indicatedName.get()).isEqualTo("shop.example");
        assertThat(host.get()).isEqualTo("shop.example:" + port);
    }

    @Test
    void refusesTheCertificateOfAnotherName() throws Exception {
        assertThat(post("other.example", List.of("127.0.0.1")).error())
                .isEqualTo("no TLS connection: the certificate or the protocol is not accepted");
    }

    @Test
    void refusesANameOfWhichOneAddressIsNotPublic() throws Exception {
        assertThat(post("shop.example", List.of("127.0.0.1", "10.0.0.7")).error())
                .isEqualTo("the address 10.0.0.7 is not allowed");
        assertThat(host.get()).isEmpty();
    }

    @Test
    void looksTheNameUpOnce() throws Exception {
        AtomicInteger lookups = new AtomicInteger();

        get(sender(ignored -> {
                    lookups.incrementAndGet();
                    return addresses(List.of("127.0.0.1"));
                })
                .post(url("shop.example"), 1, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}")));

        assertThat(lookups).hasValue(1);
    }

    private Sender.Answer post(String name, List<String> addresses) throws Exception {
        return get(sender(ignored -> addresses(addresses))
                .post(url(name), 1, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}")));
    }

    private Sender sender(Function<String, Future<List<InetAddress>>> names) {
        return new Sender(
                vertx,
                new HttpClientOptions().setTrustOptions(certificate),
                new Destinations(names, AddressGuard.allowing(CONFIG.allowedAddresses())),
                CONFIG);
    }

    private URI url(String name) {
        return URI.create("https://" + name + ":" + port + "/hook");
    }

    private static Future<List<InetAddress>> addresses(List<String> texts) {
        return Future.succeededFuture(texts.stream().map(SenderTest::address).toList());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private String certificateOf(String name) throws IOException, InterruptedException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "shop",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-validity",
                        "365",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store.toString();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
