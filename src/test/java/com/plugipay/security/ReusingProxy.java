package com.plugipay.security;

import com.plugipay.support.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The simplest proxy that one could write: it understands Content-Length and nothing else of bodies, hands on every byte
 * as it came, and sends all its clients' requests through one connection until an answer says that it closes.
 */
final class ReusingProxy implements AutoCloseable {
    private final URI gateway;
    private final ServerSocket server;
    private @Nullable Socket upstream;

    ReusingProxy(TestGateway gateway) throws IOException {
        this.gateway = URI.create(gateway.baseUrl());
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                handOn(client);
            } catch (IOException gone) {
                // The next client is still served.
            }
        }
    }

    private void handOn(Socket client) throws IOException {
        byte[] request = message(client.getInputStream());
        Socket line = upstream == null ? new Socket(gateway.getHost(), gateway.getPort()) : upstream;
        line.setSoTimeout(20_000);
        upstream = null;
        line.getOutputStream().write(request);
        byte[] answer = message(line.getInputStream());
        client.getOutputStream().write(answer);
        if (answer.length == 0 || header(answer, "connection").equals("close")) {
            line.close();
        } else {
            upstream = line;
        }
    }

    /** A head, and as much as its Content-Length says. */
    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return bytes.toByteArray();
            }
            bytes.write(next);
        }
        String length = header(bytes.toByteArray(), "content-length");
        bytes.writeBytes(in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)));
        return bytes.toByteArray();
    }

    private static String header(byte[] head, String name) {
        return new String(head, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (upstream != null) {
            upstream.close();
        }
    }
}
