package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The events of a workspace since a command was started, each once and in their order. */
final class NewEvents {
    private final ApiClient api;

    /** The time of the latest event that is known; empty before the first one. */
    private String latest;

    /** The events of that time, of which more may come. */
    private final Set<String> known = new HashSet<>();

    /** Where the next page begins; empty when the last one was the end. */
    private String cursor = "";

    /** Starts after the latest event that there is. */
    NewEvents(ApiClient api) {
        this.api = api;
        JsonNode last = api.get("/events?limit=1").path("data").path(0);
        this.latest = last.path("createdAt").asText("");
        if (!latest.isEmpty()) {
            page(latest, "").path("data").forEach(this::isNew);
        }
    }

    /** At most a page of those that have happened since the last call; a call that fails loses none of them. */
    List<JsonNode> next() {
        JsonNode page = page(latest, cursor);
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode event : page.path("data")) {
            if (isNew(event)) {
                found.add(event);
            }
        }
        cursor = page.path("meta").path("cursor").asText("");
        return found;
    }

    /** Whether more have happened already than the last call gave. */
    boolean hasMore() {
        return !cursor.isEmpty();
    }

    private JsonNode page(String since, String cursor) {
        String from = since.isEmpty() ? "" : "&occurredAfter=" + encoded(since);
        return api.get("/events?limit=100" + (cursor.isEmpty() ? "&order=asc" + from : "&cursor=" + encoded(cursor)));
    }

    private boolean isNew(JsonNode event) {
        String at = event.path("createdAt").asText();
        if (!at.equals(latest)) {
            known.clear();
            latest = at;
        }
        return known.add(event.path("id").asText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
