package com.plugipay.management;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks the node of this container whether it lives: the image has no other program that could. */
public final class HealthCheck {
    private HealthCheck() {}

    public static void main(String[] arguments) throws Exception {
        String host = Optional.ofNullable(System.getenv("PLUGIPAY_MANAGEMENT_HOST"))
                .filter(set -> !set.equals("0.0.0.0"))
                .orElse("127.0.0.1");
        String port =
                Optional.ofNullable(System.getenv("PLUGIPAY_MANAGEMENT_PORT")).orElse("9090");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/live"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            System.exit(client.send(request, BodyHandlers.discarding()).statusCode() == 200 ? 0 : 1);
        }
    }
}
