package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Database;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.EndpointFacts;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.HeldQueue;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.send.RetryAfter;
import com.plugipay.work.CoalescingTask;
import io.vertx.core.Future;
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
 * Sends due deliveries. Claims queues, reads from each as many deliveries as the endpoint's pace and rate allow, and releases
 * those in which nothing is left to do.
 *
 * <p>A node has a budget for deliveries in flight. No workspace gets more than half of what it leaves to the others, and
 * queues that no node holds come before more of those that are held: a workspace that has much to send, or sends to
 * receivers that hang, does not delay the others.
 */
final class DeliveryWorker {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final int QUEUES_AT_ONCE = 32;
    /** A lease is renewed this long after it was taken, so that it has almost all its time left. */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(3);

    private final WebhookConfig config;
    private final EndpointQueueStore queues;
    private final InactiveQueueStore inactive;
    private final AttemptRecorder recorder;
    private final DeliverySender sender;
    private final DispatcherMetrics metrics;
    private final InstantSource clock;
    private final ConcurrencyBudget budget;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<EndpointKey, EndpointQueue> held = new LinkedHashMap<>();
    private final Set<Future<?>> running = new HashSet<>();
    private final CoalescingTask task;

    /** Whether the next run releases queues for other nodes; set once a poll, which is soon enough and costs little. */
    private boolean sharesQueues;

    DeliveryWorker(
            WebhookConfig config,
            EndpointQueueStore queues,
            InactiveQueueStore inactive,
            AttemptRecorder recorder,
            DeliverySender sender,
            DispatcherMetrics metrics,
            InstantSource clock,
            Database database) {
        this.config = config;
        this.queues = queues;
        this.inactive = inactive;
        this.recorder = recorder;
        this.sender = sender;
        this.metrics = metrics;
        this.clock = clock;
        this.budget = new ConcurrencyBudget(config.concurrency());
        this.task = new CoalescingTask("webhook-queues", database, this::work);
    }

    /** Looks for work now; these queues may have more of it. */
    void look(Collection<EndpointKey> queues) {
        for (EndpointKey key : queues) {
            EndpointQueue queue = held.get(key);
            if (queue != null) {
                queue.mayHaveMore(true);
            }
        }
        task.nudge();
    }

    /** Looks in all queues: another node may have added deliveries without a nudge reaching this one. */
    void lookEverywhere() {
        renew();
        recorder.retry();
        sharesQueues = true;
        look(List.copyOf(held.keySet()));
    }

    /** Claims no more, waits that long for attempts in flight, and releases the queues. */
    Future<Void> stop(Duration patience) {
        inactive.stop();
        return task.stop()
                .compose(stopped -> Future.join(List.copyOf(running))
                        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .transform(over -> recorder.stop()))
                .compose(written -> release(List.copyOf(held.values()), now()))
                .onFailure(
                        failure -> LOG.atWarn().setCause(failure).log("Cannot release queues; their leases run out"));
    }

    private Future<Boolean> work() {
        Instant now = now();
        boolean sharing = sharesQueues;
        sharesQueues = false;
        return release(
                        held.values().stream()
                                .filter(queue -> queue.isIdle(now) || (sharing && waitsForPermits(queue)))
                                .toList(),
                        now)
                .compose(released -> claim());
    }

    /** Another node may have permits for it; and however many queues wait, no node holds more than it works on. */
    private boolean waitsForPermits(EndpointQueue queue) {
        return queue.inFlight().isEmpty()
                && (budget.free() < 2 || budget.isAtLimit(queue.key().workspaceId()));
    }

    private Future<Void> release(List<EndpointQueue> queues, Instant now) {
        queues.forEach(queue -> held.remove(queue.key()));
        return queues.isEmpty()
                ? Future.succeededFuture()
                : this.queues.release(
                        queues.stream().map(queue -> queue.release(now)).toList());
    }

    private void renew() {
        Instant now = now();
        Map<EndpointQueue, Long> due = held.values().stream()
                .filter(queue ->
                        queue.leasedUntil().isBefore(now.plus(config.lease()).minus(RENEWED_AFTER)))
                .collect(Collectors.toMap(Function.identity(), EndpointQueue::lease));
        if (due.isEmpty()) {
            return;
        }
        queues.renew(List.copyOf(due.keySet()), now)
                .onSuccess(renewed -> due.forEach((queue, lease) -> {
                    if (queue.lease() != lease) {
                        return; // This node itself has claimed it again meanwhile.
                    }
                    if (renewed.contains(queue.key())) {
                        queue.leased(lease, now.plus(config.lease()));
                    } else {
                        // Another node has claimed it; attempts in flight end, and their outcomes are not recorded.
                        held.remove(queue.key(), queue);
                    }
                }))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("Cannot renew the leases of queues"));
    }

    /** New queues get at most half of the free permits, so that some are left for the queues that are held. */
    private Future<Boolean> claim() {
        Instant now = now();
        int free = budget.free();
        if (free < 2) {
            return Future.succeededFuture(false);
        }
        int most = Math.min(QUEUES_AT_ONCE, free / 2);
        int each = free / 2 / most;
        List<HeldQueue> readable = readable(free - most * each, now);
        Map<EndpointKey, Integer> capacities =
                readable.stream().collect(Collectors.toMap(held -> held.queue().key(), HeldQueue::capacity));
        // Before the response of the database, not after it: a delivery that becomes due meanwhile must not be
        // overlooked.
        readable.forEach(held -> held.queue().mayHaveMore(false));
        return queues.claim(most, each, budget.workspacesAtLimit(), readable, inFlight(), now)
                .onFailure(failure -> readable.forEach(held -> held.queue().mayHaveMore(true)))
                .map(claimed -> {
                    claimed.forEach(queue -> start(queue, capacities.getOrDefault(queue.key(), each), now));
                    int added = claimed.size() - capacities.size();
                    metrics.claimed(added);
                    return added >= most
                            || held.values().stream().anyMatch(queue -> queue.isIdle(now) || canContinue(queue, now));
                });
    }

    private boolean canContinue(EndpointQueue queue, Instant now) {
        return queue.mayHaveMore()
                && isLeasedLongEnough(queue, now)
                && queue.capacity(now) > 0
                && !budget.isAtLimit(queue.key().workspaceId());
    }

    /** A node that was paused for a while, or whose database was, must not start what another node may have started. */
    private boolean isLeasedLongEnough(EndpointQueue queue, Instant now) {
        return queue.leasedUntil().isAfter(now.plus(config.longestDelivery()));
    }

    /** Held queues that may have more deliveries, with the permits that they can use; in turns, if those are too few. */
    private List<HeldQueue> readable(int free, Instant now) {
        List<HeldQueue> readable = new ArrayList<>();
        int left = free;
        for (EndpointQueue queue : List.copyOf(held.values())) {
            if (left > 0 && canContinue(queue, now)) {
                int capacity = Math.min(queue.capacity(now), left);
                left -= capacity;
                readable.add(new HeldQueue(queue, capacity));
                held.remove(queue.key());
                held.put(queue.key(), queue);
            }
        }
        return readable;
    }

    private Set<String> inFlight() {
        return held.values().stream()
                .flatMap(queue -> queue.inFlight().stream())
                .collect(Collectors.toSet());
    }

    private void start(ClaimedQueue claimed, int requested, Instant now) {
        EndpointFacts endpoint = claimed.endpoint();
        @Nullable EndpointQueue known = held.get(claimed.key());
        String workspace = claimed.key().workspaceId();
        if (endpoint == null || (known == null && !endpoint.isActive())) {
            held.remove(claimed.key());
            track(workspace, 1, inactive.close(claimed, now));
            return;
        }
        EndpointQueue queue = known == null ? new EndpointQueue(claimed, endpoint, now.plus(config.lease())) : known;
        held.putIfAbsent(claimed.key(), queue);
        queue.update(endpoint);
        if (queue.lease() != claimed.lease()) {
            queue.leased(claimed.lease(), now.plus(config.lease()));
        }
        boolean longEnough = isLeasedLongEnough(queue, now());
        boolean mayHaveMore = claimed.deliveries().size() >= Math.min(requested, queue.capacity(now));
        for (ClaimedDelivery delivery : claimed.deliveries()) {
            if (longEnough && queue.capacity(now) > 0 && !budget.isAtLimit(workspace)) {
                queue.started(delivery.id(), now);
                track(workspace, ConcurrencyBudget.permits(delivery.body().length()), deliver(queue, delivery));
            } else {
                mayHaveMore = true;
            }
        }
        if (mayHaveMore) {
            queue.mayHaveMore(true);
        }
    }

    private void track(String workspaceId, int permits, Future<Void> work) {
        budget.acquire(workspaceId, permits);
        running.add(work);
        work.onComplete(over -> {
            running.remove(work);
            budget.release(workspaceId, permits);
            task.nudge();
        });
    }

    private Future<Void> deliver(EndpointQueue queue, ClaimedDelivery delivery) {
        Instant startedAt = now();
        return sender.send(queue.endpoint(), delivery, startedAt)
                .compose(answer -> {
                    Instant now = now();
                    AttemptOutcome outcome = AttemptOutcome.of(delivery, answer, startedAt, now, random);
                    metrics.attempted(outcome);
                    if (outcome.succeeded()) {
                        queue.succeeded();
                    } else {
                        queue.failed(RetryAfter.pauseUntil(answer.retryAfter(), now), now, random);
                    }
                    return recorder.add(outcome);
                })
                .onComplete(written -> queue.ended(delivery.id()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
