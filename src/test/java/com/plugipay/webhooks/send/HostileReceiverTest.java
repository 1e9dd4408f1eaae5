package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.async.Rounds;
import com.plugipay.support.LogWatch;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.WebhookConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that answer byte by byte or without end: each is cut off and its connection closed. */
class HostileReceiverTest {
    private static final int SHORT_MS = 2_000;

    /** So long that an earlier answer was not caused by the timeout, however busy the machine is. */
    private static final int LONG_MS = 20_000;

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final Buffer LARGE = Buffer.buffer("x".repeat(8 * 1024));

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void endsWithTheTimeoutWhenNothingComes(String scheme) throws Exception {
        Sender.Answer answer = post(scheme, SHORT_MS, socket -> {});

        assertThat(answer.responseCode()).isNull();
        assertThat(answer.error()).isEqualTo("timeout after 2 s");
        assertClosedInTime(answer);
    }

    @Test
    void endsWithTheTimeoutWhenHeadersComeByteByByte() throws Exception {
        Sender.Answer answer = post("http", SHORT_MS, socket -> drip(socket, HEAD + "X-Slow: " + "y".repeat(2_000)));

        assertThat(answer.responseCode()).isNull();
        assertThat(answer.error()).isEqualTo("timeout after 2 s");
        assertClosedInTime(answer);
    }

    @Test
    void acceptsTheStatusWhenOnlyTheBodyComesByteByByte() throws Exception {
        Sender.Answer answer = post("http", SHORT_MS, socket -> {
            socket.write(HEAD + "Content-Length: 2000\r\n\r\n");
            drip(socket, "y".repeat(2_000));
        });

        assertThat(answer.responseCode()).isEqualTo(200);
        assertThat(answer.error()).isNull();
        assertThat(answer.excerpt()).matches("y{1,1000}");
        assertClosedInTime(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 99999999999", "Connection: close", "Content-Length: 65536"})
    void cutsABodyThatDoesNotEnd(String header) throws Exception {
        Sender.Answer answer = post("http", LONG_MS, socket -> {
            socket.write(HEAD + header + "\r\n\r\n");
            flood(socket, LARGE);
        });

        assertCut(answer);
    }

    @Test
    void cutsChunksThatDoNotEnd() throws Exception {
        Sender.Answer answer = post("http", LONG_MS, socket -> {
            socket.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            flood(socket, Buffer.buffer("2000\r\n").appendBuffer(LARGE).appendString("\r\n"));
        });

        assertCut(answer);
    }

    @Test
    void doesNotInflateABody() throws Exception {
        Sender.Answer answer = post(
                "http",
                LONG_MS,
                socket -> socket.write(Buffer.buffer(HEAD + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n")
                        .appendBytes(new byte[] {0x1f, (byte) 0x8b, 'o', 'k'})));

        assertThat(answer.responseCode()).isEqualTo(200);
        assertThat(answer.excerpt()).isEqualTo("\uFFFDok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK\\r\\nX-Large: | the answer's headers are too large",
                "HTTP/1.1 200 OK\\r\\n          | the answer's headers are too large",
                "HTTP/1.1 200                  | the answer's headers are too large",
                "SSH-2.0-hello\\r\\n            | the answer is not HTTP",
            })
    void refusesHeadersWithoutEnd(String beginning, String words) throws Exception {
        boolean lines = beginning.endsWith("\\r\\n");
        Sender.Answer answer = post("http", LONG_MS, socket -> {
            socket.write(beginning.replace("\\r\\n", "\r\n"));
            flood(socket, Buffer.buffer((lines ? "A: b\r\n" : "aaaaaa").repeat(100)));
        });

        assertThat(answer.responseCode()).isNull();
        assertThat(answer.error()).isEqualTo(words);
        assertThat(answer.durationMs()).isLessThan(LONG_MS - 1_000L);
        closed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void acceptsTheStatusWhenTrailersDoNotEnd() throws Exception {
        Sender.Answer answer = post("http", LONG_MS, socket -> {
            socket.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n");
            flood(socket, Buffer.buffer("A: b\r\n".repeat(1_000)));
        });

        assertThat(answer.responseCode()).isEqualTo(200);
        assertThat(answer.excerpt()).isEqualTo("ok");
        closed.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "100 Continue, the answer does not begin",
        "102 Processing, HTTP 102",
        "103 Early Hints, the answer does not begin"
    })
    void endsWhenInterimAnswersDoNotEnd(String status, String words) throws Exception {
        Sender.Answer answer =
                post("http", LONG_MS, socket -> flood(socket, Buffer.buffer("HTTP/1.1 " + status + "\r\n\r\n")));

        assertThat(answer.error()).isEqualTo(words);
        assertThat(answer.durationMs()).isLessThan(LONG_MS - 1_000L);
        closed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void cannotWriteToTheLogByUnsolicitedResponses() throws Exception {
        try (LogWatch log = LogWatch.all()) {
            Sender.Answer answer =
                    post("http", LONG_MS, socket -> socket.write((HEAD + "Content-Length: 0\r\n\r\n").repeat(1_000)));

            assertThat(answer.responseCode()).isEqualTo(200);
            assertThat(answer.error()).isNull();
            closed.get(30, TimeUnit.SECONDS);
            assertThat(log.lines()).noneMatch(line -> line.contains("no request in progress"));
        }
    }

    @Test
    void doesNotSwitchProtocols() throws Exception {
        Sender.Answer answer = post("http", LONG_MS, socket -> {
            socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            socket.close();
        });

        assertThat(answer.responseCode()).isEqualTo(101);
        assertThat(answer.error()).isEqualTo("HTTP 101");
        closed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void reportsALostConnection() throws Exception {
        Sender.Answer answer = post("http", LONG_MS, NetSocket::close);

        assertThat(answer.responseCode()).isNull();
        assertThat(answer.error()).isEqualTo("the connection was lost before an answer");
    }

    @Test
    void acceptsTheStatusOfABodyThatEndsEarly() throws Exception {
        Sender.Answer answer = post("http", LONG_MS, socket -> {
            socket.write("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\nContent-Length: 100\r\n\r\ncome back");
            socket.close();
        });

        assertThat(answer.responseCode()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo("HTTP 503");
        assertThat(answer.retryAfter()).isEqualTo("60");
        assertThat(answer.excerpt()).isEqualTo("come back");
    }

    private void assertCut(Sender.Answer answer) throws Exception {
        assertThat(answer.responseCode()).isEqualTo(200);
        assertThat(answer.error()).isNull();
        assertThat(answer.excerpt()).isEqualTo("x".repeat(1024));
        assertThat(answer.durationMs()).isLessThan(LONG_MS - 1_000L);
        closed.get(30, TimeUnit.SECONDS);
        // What the two kernels hold between us is more than what we read.
        assertThat(written.get()).isLessThan(64L * 1024 * 1024);
    }

    private void assertClosedInTime(Sender.Answer answer) throws Exception {
        assertThat(answer.durationMs()).isBetween(SHORT_MS - 100L, LONG_MS - 1L);
        closed.get(30, TimeUnit.SECONDS);
    }

    /** Posts to a receiver that behaves like this once the first bytes have arrived. */
    private Sender.Answer post(String scheme, int timeoutMs, Handler<NetSocket> behaviour) throws Exception {
        NetServer server = get(vertx.createNetServer()
                .connectHandler(socket -> {
                    boolean[] hasBegun = {false};
                    socket.closeHandler(ignored -> closed.complete(null));
                    socket.exceptionHandler(ignored -> {});
                    socket.handler(ignored -> {
                        if (!hasBegun[0]) {
                            hasBegun[0] = true;
                            behaviour.handle(socket);
                        }
                    });
                })
                .listen(0, "127.0.0.1"));
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Sender.Answer> answer = new CompletableFuture<>();
        WebAddress url = WebAddress.of(scheme + "://shop.example:" + server.actualPort() + "/hook");
        context.runOnContext(ignored -> new Sender(
                        vertx,
                        new HttpClientOptions(),
                        new AddressResolver(
                                name -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())),
                                AddressGuard.allowing(List.of("127.0.0.1"))),
                        new WebhookConfig(8, timeoutMs, List.of(), 30, 0))
                .post(url, 1, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}"))
                .onComplete(outcome -> answer.complete(outcome.result())));
        return answer.get(30, TimeUnit.SECONDS);
    }

    private void drip(NetSocket socket, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] next = {0};
        long timer = vertx.setPeriodic(20, ignored -> {
            if (next[0] < bytes.length) {
                socket.write(Buffer.buffer().appendByte(bytes[next[0]++]));
            }
        });
        socket.closeHandler(ignored -> {
            vertx.cancelTimer(timer);
            closed.complete(null);
        });
    }

    /** Writes as fast as the other side reads, until the connection is closed. */
    private void flood(NetSocket socket, Buffer piece) {
        Rounds.whileMore(
                closed::isDone,
                () -> socket.write(piece).map(ignored -> {
                    written.addAndGet(piece.length());
                    return true;
                }));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
