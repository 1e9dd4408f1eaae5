package com.plugipay.providers.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that certainly had no effect is distinguished from one that may have had one, whatever the provider answers. */
class ProviderClientTest {
    private static final Tenant TENANT = new Tenant("ws_one", Mode.TEST);
    private static final int SHORT_MS = 2_000;
    private static final int LONG_MS = 20_000;
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger requests = new AtomicInteger();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void givesACompleteAnswer() throws Exception {
        assertThat(post(LONG_MS, socket -> socket.write(HEAD + "Content-Length: 12\r\n\r\n{\"id\":\"pay\"}")))
                .isInstanceOfSatisfying(
                        ProviderReply.Answered.class,
                        answered -> assertThat(answered.body().id("id")).isEqualTo("pay"));
    }

    @Test
    void nothingIsSentWithoutAConnection() throws Exception {
        // A port that no other test is given.
        assertThat(post(LONG_MS, "http://127.0.0.1:" + TestGateway.freePort() + "/"))
                .isInstanceOf(ProviderReply.NotDone.class);
        assertThat(post(LONG_MS, "http://no such address/")).isInstanceOf(ProviderReply.NotDone.class);
    }

    @Test
    void aQueuedRequestIsNotSent() throws Exception {
        String url = listen(socket -> {});
        ProviderClient client = new ProviderClient(vertx, 5_000, 1, 1, Duration.ZERO);
        Future<ProviderReply> sent = client.send(TENANT, request(url));
        Future<ProviderReply> queued = client.send(TENANT, request(url));
        Future<ProviderReply> refused = client.send(TENANT, request(url));

        assertThat(get(refused)).isInstanceOf(ProviderReply.NotDone.class);
        assertThat(get(queued)).isInstanceOf(ProviderReply.NotDone.class);
        assertThat(get(sent)).isEqualTo(new ProviderReply.Unknown("No answer in time"));
        Awaitility.await().untilAsserted(() -> assertThat(requests).hasValue(1));
    }

    @Test
    void theOutcomeIsUnknownWhenTheConnectionIsLost() throws Exception {
        assertThat(post(LONG_MS, NetSocket::close)).isInstanceOf(ProviderReply.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id"})
    void takesNoHalfAnswer(String beginning) throws Exception {
        assertThat(post(LONG_MS, socket -> {
                    socket.write(HEAD + beginning);
                    socket.close();
                }))
                .isEqualTo(new ProviderReply.Unknown("The answer is incomplete"));
        assertThat(post(SHORT_MS, socket -> socket.write(HEAD + beginning)))
                .isEqualTo(new ProviderReply.Unknown("No answer in time"));
        closed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void closesTheConnectionOfAnAnswerThatIsTooLarge() throws Exception {
        ProviderReply reply = post(LONG_MS, socket -> {
            socket.write(HEAD + "Content-Length: 99999999999\r\n\r\n");
            socket.write("x".repeat(2 * 1024 * 1024));
        });

        assertThat(reply).isEqualTo(new ProviderReply.Unknown("The answer is too large"));
        closed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void endsWhenInterimAnswersDoNotEnd() throws Exception {
        ProviderReply reply = post(LONG_MS, socket -> socket.write("HTTP/1.1 100 Continue\r\n\r\n".repeat(20)));

        assertThat(reply).isInstanceOf(ProviderReply.Unknown.class);
        closed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void followsNoRedirect() throws Exception {
        String trap = listen(socket -> socket.write(HEAD + "Content-Length: 2\r\n\r\n{}"));

        ProviderReply reply = post(
                LONG_MS,
                socket -> socket.write("HTTP/1.1 302 Found\r\nLocation: " + trap + "\r\nContent-Length: 0\r\n\r\n"));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        ProviderReply.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(302));
        assertThat(requests).hasValue(1);
    }

    private ProviderReply post(int timeoutMs, Handler<NetSocket> behaviour) throws Exception {
        return post(timeoutMs, listen(behaviour));
    }

    private ProviderReply post(int timeoutMs, String url) throws Exception {
        ProviderClient client = new ProviderClient(vertx, timeoutMs, 4, 4, Duration.ZERO);
        CompletableFuture<ProviderReply> reply = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(ignored -> client.send(TENANT, request(url)).onSuccess(reply::complete));
        return reply.get(30, TimeUnit.SECONDS);
    }

    private static ProviderClient.Request request(String url) {
        return new ProviderClient.Request(HttpMethod.POST, url, Map.of(), Buffer.buffer("{}"));
    }

    /** Starts a server that behaves like this once the first bytes of a connection have arrived. */
    private String listen(Handler<NetSocket> behaviour) throws Exception {
        NetServer server = get(vertx.createNetServer()
                .connectHandler(socket -> {
                    socket.exceptionHandler(ignored -> {});
                    socket.closeHandler(ignored -> closed.complete(null));
                    socket.handler(ignored -> {
                        socket.handler(more -> {});
                        requests.incrementAndGet();
                        behaviour.handle(socket);
                    });
                })
                .listen(0, "127.0.0.1"));
        return "http://127.0.0.1:" + server.actualPort() + "/";
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
