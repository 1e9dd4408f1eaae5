package com.plugipay.pages.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.people.PersonClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser that listens to a stream of the dashboard. */
final class OpenStream implements AutoCloseable {
    static final Map<String, String> LISTENING = Map.of("Accept", "text/event-stream");

    private final HttpResponse<InputStream> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> reading;

    OpenStream(PersonClient person) {
        response = person.open("/dashboard/live", LISTENING);
        reading = CompletableFuture.runAsync(this::read);
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** What it was told so far, each event as often as it was told. */
    List<JsonNode> events() {
        return lines.stream()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Json.read(line.substring("data: ".length()), JsonNode.class))
                .toList();
    }

    /** The objects of these. */
    List<String> objects() {
        return events().stream().map(event -> event.path("object").asText()).toList();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Completes when the gateway has ended the stream; exceptionally when it was cut. */
    CompletableFuture<Void> end() {
        return reading;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
