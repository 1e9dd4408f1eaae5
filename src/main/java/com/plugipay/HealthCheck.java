package com.plugipay;

import com.plugipay.management.ManagementConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Checks over HTTP that the node of this container is alive, because the image has no other program that can. */
public final class HealthCheck {
    private HealthCheck() {}

    public static void main(String[] arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address(
                        ConfigLoader.loadIn(Path.of(""), System.getenv()).management()))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            System.exit(client.send(request, BodyHandlers.discarding()).statusCode() == 200 ? 0 : 1);
        }
    }

    /** Returns the address of the check for a node with this configuration. */
    static URI address(ManagementConfig management) {
        String host = management.host();
        String target = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
        };
        return URI.create("http://" + target + ":" + management.port() + "/live");
    }
}
