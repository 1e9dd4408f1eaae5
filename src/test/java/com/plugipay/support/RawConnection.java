package com.plugipay.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that sends any bytes, also those that no HTTP client would send. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    public static RawConnection to(TestGateway gateway) {
        return from("127.0.0.1", URI.create(gateway.baseUrl()).getPort());
    }

    /** Connects to a port of this machine from another loopback address: 127.0.0.1 to 127.255.255.254. */
    public static RawConnection from(String address, int port) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(60_000);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawConnection(socket);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Sends each character as one byte. */
    public RawConnection send(String latin) throws IOException {
        return send(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Closes the sending side; the response can still be read. */
    public RawConnection endSending() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads so many bytes of the response. */
    public String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Reads until the other side closes the connection. */
    public String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Counts the responses in what was read. */
    public static int answers(String read) {
        return read.split("HTTP/1\\.1 [1-5]", -1).length - 1;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
