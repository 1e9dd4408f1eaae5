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
import java.util.function.Supplier;

/**
 * Sends HTTP/1.1 requests over a number of connections, one at a time on each, as fast as the answers come.
 *
 * <p>It writes ready-made bytes and reads no more of an answer than its status and length: what it needs of the machine
 * is taken from the gateway.
 */
final class HttpLoad implements AutoCloseable {
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final int port;
    private final int connections;

    HttpLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** Runs for a time; every answer that has not this status counts as an error. */
    Result run(long seconds, int expectedStatus, Supplier<Buffer> requests) {
        return run(new Measurement(seconds), expectedStatus, requests);
    }

    /** Sends so many. */
    Result runTo(long requestsInAll, int expectedStatus, Supplier<Buffer> requests) {
        return run(Measurement.of(requestsInAll), expectedStatus, requests);
    }

    private Result run(Measurement measurement, int expectedStatus, Supplier<Buffer> requests) {
        NetClient client = vertx.createNetClient();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(client.connect(port, "127.0.0.1")
                    .compose(socket -> new Connection(socket, measurement, expectedStatus, requests).run()));
        }
        Blocking.get(Future.all(all));
        Blocking.get(client.close());
        return measurement.result();
    }

    @Override
    public void close() {
        Blocking.get(vertx.close());
    }

    private static final class Connection {
        private final NetSocket socket;
        private final Measurement measurement;
        private final int expectedStatus;
        private final Supplier<Buffer> requests;
        private final Promise<Void> done = Promise.promise();
        private Buffer received = Buffer.buffer();
        private long sentAt;

        Connection(NetSocket socket, Measurement measurement, int expectedStatus, Supplier<Buffer> requests) {
            this.socket = socket;
            this.measurement = measurement;
            this.expectedStatus = expectedStatus;
            this.requests = requests;
        }

        Future<Void> run() {
            socket.handler(this::receive);
            socket.closeHandler(closed -> done.tryComplete());
            send();
            return done.future();
        }

        private void send() {
            if (measurement.isOver()) {
                socket.close();
                return;
            }
            sentAt = System.nanoTime();
            socket.write(requests.get());
        }

        private void receive(Buffer part) {
            received = received.length() == 0 ? part : received.appendBuffer(part);
            int length = answerLength(received);
            if (length >= 0 && received.length() >= length) {
                int status = Integer.parseInt(received.getString(9, 12));
                measurement.record(System.nanoTime() - sentAt, status == expectedStatus);
                received = Buffer.buffer();
                send();
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
