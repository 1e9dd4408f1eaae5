package com.plugipay.pages.live;

import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.pages.live.LiveEventStore.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workspace in a mode that pages watch: who listens, and how far its events were read.
 *
 * <p>Transactions commit in another order than that of the ids of their events. Each reading starts at the horizon of the one
 * before the last: what comes before it was visible to the last one, see {@link com.plugipay.db.Horizon}. What was told
 * since then is remembered, so that it is told once.
 */
final class WatchedWorkspace {
    /** Something has happened, and it is not said what: look at everything again. */
    private static final String ANYTHING = "event: anything\ndata:\n\n";

    private static final Duration REPEATED = Duration.ofSeconds(10);

    private final Tenant tenant;
    private final Set<LiveStream> streams = new LinkedHashSet<>();
    private final Map<String, Told> told = new LinkedHashMap<>();
    private @Nullable String horizon;
    private @Nullable String horizonBefore;

    private record Told(LiveEvent event, Instant at) {}

    WatchedWorkspace(Tenant tenant) {
        this.tenant = tenant;
    }

    /** Those who listen. */
    Set<LiveStream> streams() {
        return streams;
    }

    /** Adds a page, and tells it of the last seconds, in which it may have been drawn. */
    void add(LiveStream stream) {
        streams.add(stream);
        if (!told.isEmpty()) {
            stream.send(text(told.values().stream().map(Told::event).toList()));
        }
    }

    Start start() {
        return new Start(tenant, horizonBefore);
    }

    /** Tells what was read and is new. */
    void tell(List<LiveEvent> read, String newHorizon, Instant now) {
        List<LiveEvent> fresh = new ArrayList<>();
        for (LiveEvent event : read) {
            if (told.putIfAbsent(event.id(), new Told(event, now)) == null) {
                fresh.add(event);
            }
        }
        if (!fresh.isEmpty()) {
            // Of a burst only the latest are read.
            boolean isCut = read.size() == LiveEventStore.MOST && fresh.contains(read.getFirst());
            String text = isCut ? ANYTHING : text(fresh);
            streams.forEach(stream -> stream.send(text));
        }
        horizonBefore = horizon;
        horizon = newHorizon;
        forget(now);
    }

    private void forget(Instant now) {
        String before = horizonBefore;
        told.values()
                .removeIf(each -> each.at().plus(REPEATED).isBefore(now)
                        && before != null
                        && each.event().id().compareTo(before) < 0);
    }

    private static String text(List<LiveEvent> events) {
        return events.stream()
                .map(event -> "data: " + Json.text(event) + "\n\n")
                .collect(Collectors.joining());
    }
}
