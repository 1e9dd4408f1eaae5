package com.plugipay.resilience.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many connections of clients without a key, from different loopback addresses, which send and never end. */
final class HostileConnections implements AutoCloseable {
    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    HostileConnections(int port) {
        this.port = port;
    }

    /** Each connection sends this at once, and counts as sent also when it is refused. */
    HostileConnections rush(int count, List<String> heads, byte[] body) {
        for (int i = 0; i < count; i++) {
            String head = heads.get(i % heads.size());
            int number = i;
            Thread.ofVirtual().start(() -> {
                try {
                    Socket socket = connect(number);
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().write(body);
                } catch (IOException refused) {
                    // This is expected.
                } finally {
                    sent.incrementAndGet();
                }
            });
        }
        return this;
    }

    /** Each connection sends the head, and then a byte now and then, until it is cut off. */
    HostileConnections trickle(int count, String head) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread.ofVirtual().start(() -> {
                try {
                    Socket socket = connect(number);
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                    sent.incrementAndGet();
                    while (!closed.await(200, TimeUnit.MILLISECONDS)) {
                        socket.getOutputStream().write('x');
                    }
                } catch (IOException | InterruptedException cut) {
                    // This is expected.
                }
            });
        }
        return this;
    }

    private Socket connect(int number) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (2 + number % 16)), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 60_000);
        return socket;
    }

    /** Returns how many have sent everything, or were refused. */
    int sent() {
        return sent.get();
    }

    @Override
    public void close() {
        closed.countDown();
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (SocketException gone) {
                // It is closed.
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }
}
