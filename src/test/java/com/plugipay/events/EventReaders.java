package com.plugipay.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Clients that read a list to its end repeatedly and continue after the last event they have read. */
final class EventReaders {
    private static final int LIMIT = 7;

    private EventReaders() {}

    /** Follows cursors; a page that was not full is read again, and must begin with the same events then. */
    static List<String> byCursor(Api api, String list, BooleanSupplier goesOn) {
        List<String> seen = new ArrayList<>();
        List<String> page = List.of();
        String cursor = null;
        boolean isLast = false;
        while (!isLast) {
            isLast = !goesOn.getAsBoolean();
            boolean more = true;
            while (more) {
                Answer answer = api.get(
                        "/v1/" + list + "?order=asc&limit=" + LIMIT + (cursor == null ? "" : "&cursor=" + cursor));
                List<String> read = ids(answer.expect(200));
                assertThat(read.subList(0, page.size())).isEqualTo(page);
                page = read;
                more = answer.json().at("/meta/hasMore").asBoolean();
                if (more) {
                    cursor = answer.json().at("/meta/cursor").asText();
                    seen.addAll(page);
                    page = List.of();
                }
            }
        }
        seen.addAll(page);
        return seen;
    }

    /** Requests the events that occurred since the last one it has read. */
    static List<String> byTime(Api api, BooleanSupplier goesOn) {
        List<String> seen = new ArrayList<>();
        String last = "2026-01-01T00:00:00Z";
        boolean isLast = false;
        while (!isLast) {
            isLast = !goesOn.getAsBoolean();
            boolean more = true;
            while (more) {
                JsonNode events = api.get("/v1/events?order=asc&limit=" + LIMIT + "&occurredAfter="
                                + URLEncoder.encode(last, StandardCharsets.UTF_8))
                        .expect(200)
                        .data();
                int known = seen.size();
                for (JsonNode event : events) {
                    if (!seen.contains(event.path("id").asText())) {
                        seen.add(event.path("id").asText());
                        last = event.path("createdAt").asText();
                    }
                }
                more = seen.size() > known;
            }
        }
        return seen;
    }

    private static List<String> ids(Answer answer) {
        return answer.data()
                .valueStream()
                .map(event -> event.path("id").asText())
                .toList();
    }
}
