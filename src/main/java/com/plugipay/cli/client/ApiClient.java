package com.plugipay.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.secrets.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** The API as a command calls it. It blocks, as commands may. */
final class ApiClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int TOO_MANY = 429;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String baseUrl;
    private final Secret key;

    ApiClient(String baseUrl, Secret key) {
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.key = key;
    }

    /** Where the gateway is. */
    String address() {
        return baseUrl;
    }

    /** The address and its key are those of this workspace. */
    Secret key() {
        return key;
    }

    /** The whole answer, with {@code data} and {@code meta}. */
    JsonNode get(String target) {
        return send(request(target).GET());
    }

    /** Changes something, once; gives the whole answer. */
    JsonNode post(String target, String body) {
        return send(request(target)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String target) {
        try {
            return HttpRequest.newBuilder(URI.create(baseUrl + "/v1" + target))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key.reveal());
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure("This is no address of Plugipay: " + baseUrl);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            int status = response.statusCode();
            JsonNode answer = answer(status, response.body());
            if (status >= 500 || status == TOO_MANY) {
                throw new Unreachable(refusal(status, answer));
            }
            if (status >= 400) {
                throw new CommandFailure(refusal(status, answer));
            }
            return answer;
        } catch (IOException unreachable) {
            throw new Unreachable("Plugipay does not answer at " + baseUrl + '.');
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Stopped.");
        }
    }

    /** What stands before the gateway answers in its own words while there is none. */
    private JsonNode answer(int status, String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException foreign) {
            throw status >= 500
                    ? new Unreachable("What answers at " + baseUrl + " says " + status + '.')
                    : new CommandFailure("What answers at " + baseUrl + " is not Plugipay.");
        }
    }

    private static String refusal(int status, JsonNode answer) {
        JsonNode error = answer.path("error");
        String field = error.path("field").asText("");
        return error.path("message").asText("")
                + (field.isEmpty() ? "" : " (" + field + ')')
                + " [%d %s, %s]"
                        .formatted(
                                status,
                                error.path("code").asText("unknown"),
                                answer.path("meta").path("requestId").asText("no request id"));
    }

    @Override
    public void close() {
        http.close();
    }
}
