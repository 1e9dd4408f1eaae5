package com.plugipay.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Forwards connections to a server on this machine until it is silenced: then it takes what is sent and forwards nothing. */
final class SilentProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Forwarded> connections = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean isSilent;

    private record Forwarded(Socket client, Socket server, AtomicBoolean isSilent) {
        void close() {
            try (client;
                    server) {
                isSilent.set(true);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    SilentProxy(int target) throws IOException {
        this.target = target;
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Forwards nothing any more, of present and of new connections. */
    void silence() {
        isSilent = true;
        connections.forEach(connection -> connection.isSilent().set(true));
    }

    /** Forwards new connections again; those that were silenced stay so. */
    void forwardNewConnections() {
        isSilent = false;
    }

    /** How many connections its clients hold open. */
    int openConnections() {
        return connections.size();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Forwarded connection = new Forwarded(client, server, new AtomicBoolean(isSilent));
                connections.add(connection);
                connection.isSilent().compareAndSet(false, isSilent);
                Thread.startVirtualThread(() -> forward(connection, client, server));
                Thread.startVirtualThread(() -> forward(connection, server, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void forward(Forwarded connection, Socket from, Socket to) {
        byte[] bytes = new byte[8_192];
        try {
            for (int read = from.getInputStream().read(bytes);
                    read >= 0;
                    read = from.getInputStream().read(bytes)) {
                if (!connection.isSilent().get()) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException closed) {
            // The same as its end.
        }
        if (from.equals(connection.client()) || !connection.isSilent().get()) {
            connections.remove(connection);
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        connections.forEach(Forwarded::close);
    }
}
