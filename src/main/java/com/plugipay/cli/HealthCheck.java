package com.plugipay.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks the node of this container whether it lives: the image has no other program that could. */
public final class HealthCheck {
    private HealthCheck() {}

    public static void main(String[] arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address(System.getenv()))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            System.exit(client.send(request, BodyHandlers.discarding()).statusCode() == 200 ? 0 : 1);
        }
    }

    /** Where a node with this environment is heard. */
    static URI address(Map<String, String> environment) {
        String host = environment.getOrDefault("PLUGIPAY_MANAGEMENT_HOST", "127.0.0.1");
        String port = environment.getOrDefault("PLUGIPAY_MANAGEMENT_PORT", "9090");
        String asked = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
        };
        return URI.create("http://" + asked + ":" + port + "/live");
    }
}
