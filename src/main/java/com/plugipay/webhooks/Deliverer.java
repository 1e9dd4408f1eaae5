package com.plugipay.webhooks;

import com.plugipay.db.Database;
import com.plugipay.webhooks.Lanes.EndpointFacts;
import com.plugipay.webhooks.Lanes.Room;
import com.plugipay.webhooks.Lanes.Taken;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due. It holds lanes, reads from each as much as the endpoint's pace and rate allow, and gives back those
 * in which nothing is left to do.
 *
 * <p>The node has a number of places for deliveries in flight. No workspace gets more than half of what it leaves to the
 * others, and lanes that nobody holds come before more of those that are held: whoever has much to send, or sends to what
 * hangs, waits behind the others and not before them.
 */
final class Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final int LANES_AT_ONCE = 32;
    /** Each few polls: so that a lease has almost all its time left. */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(3);

    private final WebhookConfig config;
    private final Lanes lanes;
    private final ClosedLanes closed;
    private final Results results;
    private final Sender sender;
    private final SigningSecrets secrets;
    private final DispatcherMetrics metrics;
    private final InstantSource clock;
    private final Places places;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<LaneKey, Lane> held = new LinkedHashMap<>();
    private final Set<Future<?>> running = new HashSet<>();
    private final Pump pump;

    /** Once a poll, which is soon enough for another node and costs little. */
    private boolean shares;

    Deliverer(
            WebhookConfig config,
            Lanes lanes,
            ClosedLanes closed,
            Results results,
            Sender sender,
            SigningSecrets secrets,
            DispatcherMetrics metrics,
            InstantSource clock,
            Database database) {
        this.config = config;
        this.lanes = lanes;
        this.closed = closed;
        this.results = results;
        this.sender = sender;
        this.secrets = secrets;
        this.metrics = metrics;
        this.clock = clock;
        this.places = new Places(config.concurrency());
        this.pump = new Pump("webhook-lanes", database, this::work);
    }

    /** Looks for work now; there may be more of it in these lanes. */
    void look(Collection<LaneKey> lanes) {
        for (LaneKey key : lanes) {
            Lane lane = held.get(key);
            if (lane != null) {
                lane.mayHaveMore(true);
            }
        }
        pump.nudge();
    }

    /** Looks everywhere, as nobody may have told of what another node has put into a lane of this one. */
    void lookEverywhere() {
        renew();
        results.retry();
        shares = true;
        look(List.copyOf(held.keySet()));
    }

    /** Takes no more, waits that long for what is in flight, and gives the lanes back. */
    Future<Void> stop(Duration patience) {
        closed.stop();
        return pump.stop()
                .compose(stopped -> Future.join(List.copyOf(running))
                        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .transform(over -> results.stop()))
                .compose(written -> release(List.copyOf(held.values()), now()))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("Lanes could not be given back"));
    }

    private Future<Boolean> work() {
        Instant now = now();
        boolean sharing = shares;
        shares = false;
        return release(
                        held.values().stream()
                                .filter(lane -> lane.isIdle(now) || (sharing && waitsForAPlace(lane)))
                                .toList(),
                        now)
                .compose(released -> take());
    }

    /** Another node may have a place for it; and however many lanes wait, no node goes on holding more than it works. */
    private boolean waitsForAPlace(Lane lane) {
        return lane.inFlight().isEmpty()
                && (places.free() < 2 || places.hasEnough(lane.key().workspaceId()));
    }

    private Future<Void> release(List<Lane> lanes, Instant now) {
        lanes.forEach(lane -> held.remove(lane.key()));
        return lanes.isEmpty()
                ? Future.succeededFuture()
                : this.lanes.release(
                        lanes.stream().map(lane -> lane.release(now)).toList());
    }

    private void renew() {
        Instant now = now();
        Map<Lane, Long> due = held.values().stream()
                .filter(lane ->
                        lane.leasedUntil().isBefore(now.plus(config.lease()).minus(RENEWED_AFTER)))
                .collect(Collectors.toMap(Function.identity(), Lane::lease));
        if (due.isEmpty()) {
            return;
        }
        lanes.renew(List.copyOf(due.keySet()), now)
                .onSuccess(ours -> due.forEach((lane, lease) -> {
                    if (lane.lease() != lease) {
                        return; // This node itself has taken it anew meanwhile.
                    }
                    if (ours.contains(lane.key())) {
                        lane.leased(lease, now.plus(config.lease()));
                    } else {
                        // Somebody has taken it over; what is in flight ends, and its results are not taken any more.
                        held.remove(lane.key(), lane);
                    }
                }))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("Lanes could not be held for longer"));
    }

    /** New lanes get at most half of the free places, so that something is left for going on. */
    private Future<Boolean> take() {
        Instant now = now();
        int free = places.free();
        if (free < 2) {
            return Future.succeededFuture(false);
        }
        int most = Math.min(LANES_AT_ONCE, free / 2);
        int each = free / 2 / most;
        List<Room> rooms = rooms(free - most * each, now);
        Map<LaneKey, Integer> asked =
                rooms.stream().collect(Collectors.toMap(room -> room.lane().key(), Room::free));
        // Before the answer is there, not after it: what is told of meanwhile must not be forgotten.
        rooms.forEach(room -> room.lane().mayHaveMore(false));
        return lanes.take(most, each, places.workspacesWithEnough(), rooms, inFlight(), now)
                .onFailure(failure -> rooms.forEach(room -> room.lane().mayHaveMore(true)))
                .map(taken -> {
                    taken.forEach(lane -> begin(lane, asked.getOrDefault(lane.key(), each), now));
                    int fresh = taken.size() - asked.size();
                    metrics.taken(fresh);
                    return fresh >= most
                            || held.values().stream().anyMatch(lane -> lane.isIdle(now) || canGoOn(lane, now));
                });
    }

    private boolean canGoOn(Lane lane, Instant now) {
        return lane.mayHaveMore()
                && isLongEnoughOurs(lane, now)
                && lane.room(now) > 0
                && !places.hasEnough(lane.key().workspaceId());
    }

    /** A node that was stopped for a while, or whose database was, does not begin what another may have begun. */
    private boolean isLongEnoughOurs(Lane lane, Instant now) {
        return lane.leasedUntil().isAfter(now.plus(config.longestDelivery()));
    }

    /** Lanes that may have more get what room they have, in turns if there is not enough for all of them. */
    private List<Room> rooms(int free, Instant now) {
        List<Room> rooms = new ArrayList<>();
        int left = free;
        for (Lane lane : List.copyOf(held.values())) {
            if (left > 0 && canGoOn(lane, now)) {
                int room = Math.min(lane.room(now), left);
                left -= room;
                rooms.add(new Room(lane, room));
                held.remove(lane.key());
                held.put(lane.key(), lane);
            }
        }
        return rooms;
    }

    private Set<String> inFlight() {
        return held.values().stream().flatMap(lane -> lane.inFlight().stream()).collect(Collectors.toSet());
    }

    private void begin(Taken taken, int asked, Instant now) {
        EndpointFacts endpoint = taken.endpoint();
        @Nullable Lane known = held.get(taken.key());
        String workspace = taken.key().workspaceId();
        if (endpoint == null || (known == null && !endpoint.isActive())) {
            held.remove(taken.key());
            track(workspace, 1, closed.close(taken, now));
            return;
        }
        Lane lane = known == null ? new Lane(taken, endpoint, now.plus(config.lease())) : known;
        held.putIfAbsent(taken.key(), lane);
        lane.isOf(endpoint);
        if (lane.lease() != taken.lease()) {
            lane.leased(taken.lease(), now.plus(config.lease()));
        }
        boolean longEnough = isLongEnoughOurs(lane, now());
        boolean mayHaveMore = taken.claims().size() >= Math.min(asked, lane.room(now));
        for (Claim claim : taken.claims()) {
            if (longEnough && lane.room(now) > 0 && !places.hasEnough(workspace)) {
                lane.begun(claim.id(), now);
                track(workspace, Places.of(claim.body().length()), deliver(lane, claim));
            } else {
                mayHaveMore = true;
            }
        }
        if (mayHaveMore) {
            lane.mayHaveMore(true);
        }
    }

    private void track(String workspaceId, int taken, Future<Void> work) {
        places.take(workspaceId, taken);
        running.add(work);
        work.onComplete(over -> {
            running.remove(work);
            places.giveBack(workspaceId, taken);
            pump.nudge();
        });
    }

    private Future<Void> deliver(Lane lane, Claim claim) {
        Instant begunAt = now();
        return send(lane.endpoint(), claim, begunAt)
                .compose(answer -> {
                    Instant now = now();
                    Result result = Result.of(claim, answer, begunAt, now, random);
                    metrics.answered(result);
                    if (result.succeeded()) {
                        lane.succeeded();
                    } else {
                        lane.failed(RetryAfter.quietUntil(answer.retryAfter(), now), now, random);
                    }
                    return results.add(result);
                })
                .onComplete(written -> lane.ended(claim.id()));
    }

    /** A failure of ours is told like one of the receiver's: it is tried again as they are. */
    private Future<Sender.Answer> send(EndpointFacts endpoint, Claim claim, Instant now) {
        return Future.succeededFuture(endpoint)
                .compose(facts -> sender.post(
                        URI.create(facts.url()),
                        claim.attempt(),
                        DeliveryRequest.headers(claim, secrets.of(facts, claim.lane()), now),
                        Buffer.buffer(claim.body())))
                .recover(failure -> {
                    LOG.atError()
                            .addKeyValue("deliveryId", claim.id())
                            .setCause(failure)
                            .log("A webhook could not be sent for a reason of ours");
                    return Future.succeededFuture(
                            new Sender.Answer(null, 0, "the delivery could not be prepared", null, null));
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
