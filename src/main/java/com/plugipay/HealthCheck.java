package com.plugipay;

import com.plugipay.management.ManagementConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the node of this container whether it lives: the image has no other program that could. */
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

    /** Where a node that is so configured is heard. */
    static URI address(ManagementConfig management) {
        String host = management.host();
        String asked = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
        };
        return URI.create("http://" + asked + ":" + management.port() + "/live");
    }
}
