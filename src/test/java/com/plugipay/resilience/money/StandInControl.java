package com.plugipay.resilience.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The stand-ins of the providers as a test controls them: what buyers do there, their books and their faults. */
public final class StandInControl {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    public StandInControl(String url) {
        this.url = url;
    }

    /** The charges with this reference of ours, oldest first. */
    public List<JsonNode> books(String reference) {
        return list("/control/books?reference=" + reference);
    }

    /** All charges at all providers. */
    public List<JsonNode> books() {
        return list("/control/books");
    }

    /** Whether the buyer could do that; what is over can no longer be paid, for example. */
    public boolean act(JsonNode book, String action) {
        HttpResponse<String> answer = send(
                "POST",
                "/control/" + book.path("provider").asText() + "/act",
                "{\"id\":\"" + book.path("id").asText() + "\",\"action\":\"" + action + "\"}");
        if (answer.statusCode() != 204 && answer.statusCode() != 400) {
            throw new AssertionError(action + " of " + book + ": " + answer.body());
        }
        return answer.statusCode() == 204;
    }

    /** Exactly these faults of that provider from now on. */
    public void faults(String provider, String faults) {
        HttpResponse<String> answer = send("PUT", "/control/" + provider + "/faults", faults);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** How many callbacks will still be sent, or sent again. */
    public int callbacksWaiting() {
        return Json.read(send("GET", "/control/callbacks/waiting", null).body(), JsonNode.class)
                .path("waiting")
                .asInt();
    }

    private List<JsonNode> list(String path) {
        JsonNode list = Json.read(send("GET", path, null).body(), JsonNode.class);
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
