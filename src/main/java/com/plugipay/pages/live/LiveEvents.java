package com.plugipay.pages.live;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.LocalAddress;
import com.plugipay.db.Database;
import com.plugipay.errors.RepeatedFailureLog;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Write;
import com.plugipay.work.CoalescingTask;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the pages that are open on this node what happens in their workspaces, whichever node has written it. While somebody
 * watches, it reads once a second what is new, in one statement for all workspaces, and at once after a change on this node,
 * at most four times a second. While nobody does, it asks the database nothing.
 *
 * <p>Streams end after five minutes, and within a quarter of a minute after the session, the membership or the role has
 * changed; browsers connect again. They may miss an event, never the state: what they are told is only that it is time to look.
 */
final class LiveEvents extends VerticleBase {
    /** Registers a stream; false when there are enough of them. */
    static final LocalAddress<LiveStream, Boolean> WATCH =
            LocalAddress.of(Addresses.LIVE_WATCH, LiveStream.class, Boolean.class);

    /** Browsers have six connections to a site under HTTP/1.1, of which its pages need some. */
    static final int OF_PERSON = 4;

    private static final int OF_WORKSPACE = 200;
    private static final int OF_NODE = 2_000;
    private static final int POLL_MS = 1_000;
    private static final int SHORTEST_PAUSE_MS = 250;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Also keeps proxies from taking a silent stream for a dead one. */
    private static final int CHECK_MS = 15_000;

    private static final String STILL_HERE = "event: hello\ndata:\n\n";
    private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);

    private final LiveEventStore store;
    private final InstantSource clock;
    private final CoalescingTask reading;
    private final RepeatedFailureLog checks = new RepeatedFailureLog(LOG, "live-members");
    private final Map<Tenant, WatchedWorkspace> watched = new LinkedHashMap<>();
    private final Map<LiveStream, Instant> begun = new LinkedHashMap<>();
    private @Nullable Context home;

    LiveEvents(Database database, InstantSource clock) {
        this.store = new LiveEventStore(database);
        this.clock = clock;
        this.reading = new CoalescingTask("live-events", database, this::read);
    }

    @Override
    public Future<?> start() {
        home = context;
        WATCH.answer(vertx, stream -> Future.succeededFuture(admit(stream)));
        Write.EVENTS_READY.subscribe(vertx, nudge -> nudge());
        vertx.setPeriodic(POLL_MS, tick -> nudge());
        vertx.setPeriodic(CHECK_MS, tick -> check());
        return Future.succeededFuture();
    }

    /** Ends all streams, for which the server would wait. */
    @Override
    public Future<?> stop() {
        begun.keySet().forEach(LiveStream::end);
        return reading.stop();
    }

    private boolean admit(LiveStream stream) {
        LiveWatcher watcher = stream.watcher();
        WatchedWorkspace workspace = watched.get(watcher.tenant());
        long ofPerson = begun.keySet().stream()
                .filter(other -> other.watcher().personId().equals(watcher.personId()))
                .count();
        if (begun.size() >= OF_NODE
                || ofPerson >= OF_PERSON
                || (workspace != null && workspace.streams().size() >= OF_WORKSPACE)) {
            return false;
        }
        begun.put(stream, clock.instant());
        watched.computeIfAbsent(watcher.tenant(), WatchedWorkspace::new).add(stream);
        stream.over().onComplete(over -> Objects.requireNonNull(home).runOnContext(ready -> remove(stream)));
        nudge();
        return true;
    }

    private void remove(LiveStream stream) {
        begun.remove(stream);
        Tenant tenant = stream.watcher().tenant();
        WatchedWorkspace workspace = watched.get(tenant);
        if (workspace != null) {
            workspace.streams().remove(stream);
            if (workspace.streams().isEmpty()) {
                watched.remove(tenant);
            }
        }
    }

    private void nudge() {
        if (!watched.isEmpty()) {
            reading.nudge();
        }
    }

    private Future<Boolean> read() {
        List<WatchedWorkspace> all = List.copyOf(watched.values());
        if (all.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return store.read(all.stream().map(WatchedWorkspace::start).toList()).compose(reading -> {
            Instant now = clock.instant();
            for (int i = 0; i < all.size(); i++) {
                all.get(i).tell(reading.events().get(i), reading.horizon(), now);
            }
            // The next reading waits for it: a node that writes a lot does not read as often.
            return vertx.timer(SHORTEST_PAUSE_MS).map(false);
        });
    }

    /** Ends the streams that are old, or whose members have lost what they were admitted for. */
    private void check() {
        if (begun.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<LiveStream> open = new ArrayList<>(begun.keySet());
        store.stillMembers(open.stream().map(LiveStream::watcher).toList(), now).onComplete(found -> {
            checks.note(found.cause());
            for (int i = 0; i < open.size(); i++) {
                LiveStream stream = open.get(i);
                boolean isOld = begun.getOrDefault(stream, now).plus(LONGEST).isBefore(now);
                if (isOld || (found.succeeded() && !found.result().contains(i + 1))) {
                    stream.end();
                } else {
                    stream.send(STILL_HERE);
                }
            }
        });
    }
}
