package com.plugipay.security;

import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real reverse proxy that uses one connection to the gateway for all its clients. */
final class ReverseProxy implements AutoCloseable {
    private final Process process;
    private final int port;

    private ReverseProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ReverseProxy haproxy(TestGateway gateway) {
        int port = TestGateway.freePort();
        return start(
                "haproxy",
                port,
                """
            defaults
              mode http
              timeout connect 5s
              timeout client 30s
              timeout server 30s
              http-reuse always
            frontend all
              bind 127.0.0.1:%d
              default_backend gateway
            backend gateway
              server node %s maxconn 1
            """.formatted(port, authority(gateway)),
                file -> List.of("-db", "-q", "-f", file.toString()));
    }

    static ReverseProxy nginx(TestGateway gateway) {
        int port = TestGateway.freePort();
        return start(
                "nginx",
                port,
                """
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log stderr crit;
            events {}
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              upstream gateway { server %s; keepalive 1; }
              server {
                listen 127.0.0.1:%d;
                ignore_invalid_headers off;
                location / {
                  proxy_pass http://gateway;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_request_buffering off;
                }
              }
            }
            """.formatted(authority(gateway), port),
                file -> List.of("-p", file.getParent() + "/", "-c", file.toString()));
    }

    @FunctionalInterface
    private interface Arguments {
        List<String> of(Path file);
    }

    private static ReverseProxy start(String program, int port, String configuration, Arguments arguments) {
        Path executable = Path.of("/usr/sbin", program);
        if (!Files.isExecutable(executable)) {
            System.err.println("NOT RUN: a test needs " + program + ", and there is none on this machine.");
        }
        Assumptions.assumeTrue(Files.isExecutable(executable), "no " + program + " on this machine");
        try {
            Path file = Files.writeString(TestDirectory.create().resolve("proxy.conf"), configuration);
            ProcessBuilder builder = new ProcessBuilder(executable.toString()).inheritIO();
            builder.command().addAll(arguments.of(file));
            Process process = builder.start();
            TestDirectory.atTheEnd(process::destroyForcibly);
            ReverseProxy proxy = new ReverseProxy(process, port);
            Awaitility.await().until(proxy::isOpen);
            return proxy;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String authority(TestGateway gateway) {
        return URI.create(gateway.baseUrl()).getAuthority();
    }

    private boolean isOpen() {
        try (Socket socket = connect()) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
