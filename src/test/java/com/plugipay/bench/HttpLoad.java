package com.plugipay.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends HTTP/1.1 requests over a number of connections, one at a time on each, as fast as the answers come or at a rate.
 *
 * <p>It writes ready-made bytes and reads no more of an answer than its status and length: what it needs of the machine
 * is taken from the gateway.
 */
public final class HttpLoad implements AutoCloseable {
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final int port;
    private final int connections;

    public HttpLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** Runs for a time; every answer that has not this status counts as an error. */
    public Result run(long seconds, int expectedStatus, Supplier<Buffer> requests) {
        return run(new Measurement(seconds), 0, expectedStatus, requests);
    }

    /**
     * Runs for a time and sends so many a second in all, unless the answers come too slowly; a request that had to wait for
     * the answer before it counts from when it should have been sent.
     */
    public Result runAt(double perSecond, long seconds, int expectedStatus, Supplier<Buffer> requests) {
        return run(new Measurement(seconds), (long) (1e9 * connections / perSecond), expectedStatus, requests);
    }

    /** The id of the thread that this load uses. */
    long threadId() {
        Promise<Long> id = Promise.promise();
        vertx.runOnContext(on -> id.complete(Thread.currentThread().threadId()));
        return Blocking.get(id.future());
    }

    /** Sends so many. */
    public Result runTo(long requestsInAll, int expectedStatus, Supplier<Buffer> requests) {
        return run(Measurement.of(requestsInAll), 0, expectedStatus, requests);
    }

    /** @param interval between two requests of a connection, in nanoseconds; 0 for none */
    private Result run(Measurement measurement, long interval, int expectedStatus, Supplier<Buffer> requests) {
        NetClient client = vertx.createNetClient();
        List<Future<Void>> all = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            Pace pace = new Pace(begun + interval * i / connections, interval);
            all.add(client.connect(port, "127.0.0.1")
                    .compose(socket ->
                            new Connection(vertx, socket, measurement, pace, expectedStatus, requests).run()));
        }
        Blocking.get(Future.all(all));
        Blocking.get(client.close());
        return measurement.result();
    }

    @Override
    public void close() {
        Blocking.get(vertx.close());
    }

    /** When a connection sends its requests. */
    private record Pace(long first, long interval) {
        boolean isSet() {
            return interval > 0;
        }
    }

    private static final class Connection {
        private final Vertx vertx;
        private final NetSocket socket;
        private final Measurement measurement;
        private final Pace pace;
        private final int expectedStatus;
        private final Supplier<Buffer> requests;
        private final Promise<Void> done = Promise.promise();
        private Buffer received = Buffer.buffer();
        private long sentAt;
        private long due;

        Connection(
                Vertx vertx,
                NetSocket socket,
                Measurement measurement,
                Pace pace,
                int expectedStatus,
                Supplier<Buffer> requests) {
            this.vertx = vertx;
            this.socket = socket;
            this.measurement = measurement;
            this.pace = pace;
            this.due = pace.first();
            this.expectedStatus = expectedStatus;
            this.requests = requests;
        }

        Future<Void> run() {
            socket.handler(this::receive);
            socket.closeHandler(closed -> done.tryComplete());
            next();
            return done.future();
        }

        private void next() {
            long now = System.nanoTime();
            long wait = pace.isSet() ? TimeUnit.NANOSECONDS.toMillis(due - now) : 0;
            if (wait > 0) {
                vertx.setTimer(wait, waited -> send(System.nanoTime()));
            } else {
                send(pace.isSet() ? Math.min(due, now) : now);
            }
        }

        /** @param at from when on its time counts */
        private void send(long at) {
            if (measurement.isOver()) {
                socket.close();
                return;
            }
            sentAt = at;
            due += pace.interval();
            socket.write(requests.get());
        }

        private void receive(Buffer part) {
            received = received.length() == 0 ? part : received.appendBuffer(part);
            int length = answerLength(received);
            if (length >= 0 && received.length() >= length) {
                int status = Integer.parseInt(received.getString(9, 12));
                measurement.record(System.nanoTime() - sentAt, status == expectedStatus);
                received = Buffer.buffer();
                next();
            }
        }

        /** The length of the whole answer, or -1 while its head is not complete. */
        private static int answerLength(Buffer buffer) {
            byte[] bytes = buffer.getBytes();
            int contentLength = 0;
            for (int i = 0; i + 3 < bytes.length; i++) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                    if (bytes[i + 2] == '\r') {
                        return i + 4 + contentLength;
                    }
                    if (startsWith(bytes, i + 2)) {
                        int digit = i + 2 + LENGTH.length;
                        while (digit < bytes.length && bytes[digit] >= '0' && bytes[digit] <= '9') {
                            contentLength = contentLength * 10 + bytes[digit++] - '0';
                        }
                    }
                }
            }
            return -1;
        }

        private static boolean startsWith(byte[] bytes, int from) {
            for (int i = 0; i < LENGTH.length; i++) {
                if (from + i >= bytes.length || (bytes[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
                    return false;
                }
            }
            return true;
        }
    }
}
